import { effect, signal, untracked } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { repeat } from 'lit-html/directives/repeat.js';
import type { Mail, MailRow } from '../../protocol/mail.ts';
import { getJson } from '../api.ts';
import { createInOrder } from '../in-order.ts';
import type { EditionFrame } from '../preview/edition-frame.ts';
import { headersView, sourceView } from '../preview/source-view.ts';
import { segments, textOf } from '../preview/toolbar.ts';
import { choice, choose, detail, hrefOf, place, setDetail } from '../route.ts';
import { rovingColumn } from '../roving.ts';
import { mailStamp, tell, tellFailure } from '../state.ts';
import { day, number, t } from '../texts/t.ts';
import { openLocally } from './local-links.ts';

const list = signal<{ total: number; rows: MailRow[] } | undefined>(undefined);
const mail = signal<Mail | undefined>(undefined);
const listsInOrder = createInOrder();

effect(() => {
  mailStamp.value;
  if (place.value.page !== 'inbox') return;
  const search = detail('search');
  const request = getJson<{ total: number; rows: MailRow[] }>(
    `/api/inbox?search=${encodeURIComponent(search)}`,
  );
  listsInOrder(request).then((found) => {
    if (found) list.value = found.answer;
  }, tellFailure);
});

effect(() => {
  if (place.value.page !== 'inbox') return;
  const id = detail('mail');
  if (id === '' || untracked(() => mail.value?.id) === id) return;
  getJson<Mail>(`/api/mail?id=${encodeURIComponent(id)}`).then((found) => {
    mail.value = found;
  }, tellFailure);
});

/** The outbox, shown as a mail program would show it. */
export function inboxView(): TemplateResult {
  const { rows = [], total = 0 } = list.value ?? {};
  const open = mail.value?.id === detail('mail') ? mail.value : undefined;
  return html`<div class="inbox ${open ? 'has-mail' : ''}">
    <div class="mail-list">
      <div class="search"><input id="find-mail" type="search" placeholder=${t('searchMail')} aria-label=${t('searchMail')}
        .value=${detail('search')} @input=${(event: Event) => setDetail({ search: textOf(event) })}></div>
      ${list.value && total === 0 ? html`<p class="empty">${t('noMail')}</p>` : nothing}
      ${total > 0 && rows.length === 0 ? html`<p class="empty">${t('nothingFound')}</p>` : nothing}
      <ul ${ref(rovingColumn)}>${repeat(rows, ({ id }) => id, row)}</ul>
      ${rows.length < total && rows.length > 0 ? html`<p class="hint">${t('newest', { count: number(rows.length), total: number(total) })}</p>` : nothing}
    </div>
    ${open ? message(open) : html`<p class="empty">${total > 0 ? t('chooseMail') : ''}</p>`}
  </div>`;
}

function row({ id, subject, to, date, language }: MailRow): TemplateResult {
  const isOpen = id === detail('mail');
  return html`<li><a href="${hrefOf({ page: 'inbox' }, { mail: id, ...(detail('search') && { search: detail('search') }) })}" aria-current=${isOpen ? 'true' : nothing}>
    <span class="headline" lang=${language}><bdi>${subject}</bdi></span>
    <span class="meta"><span>${to}</span><time>${day(date, true)}</time></span></a></li>`;
}

function message(open: Mail): TemplateResult {
  const wanted = choice('view');
  const view = wanted === 'web' ? 'mail' : wanted;
  const options = [
    ['mail', t('html')],
    ['text', t('text')],
    ['headers', t('headers')],
    ['source', t('raw')],
  ] as const;
  return html`<article class="mail">
    <header><h2 lang=${open.language}><bdi>${open.subject}</bdi></h2>
      <p class="quiet">${t('from')} ${open.from} \u00b7 ${t('to')} ${open.to} \u00b7 ${day(open.date, true)}</p>
      <div class="toolbar">${segments(t('preview'), options, view, (value) => choose({ view: value }))}
        <span class="spacer"></span>
        <a class="quiet-link" href="/api/mail/raw?id=${encodeURIComponent(open.id)}" download>${t('download')}</a></div></header>
    ${body(open, view)}
    <p class="hint">${t('localLinks')}</p>
  </article>`;
}

function body(open: Mail, view: string): TemplateResult {
  if (view === 'headers') return headersView(open.raw);
  if (view === 'source') return sourceView(open.raw, Number.POSITIVE_INFINITY);
  if (view === 'text' || !open.hasHtml) return html`<pre class="mail-text" tabindex="0">${open.text}</pre>`;
  const address = `/mail?id=${encodeURIComponent(open.id)}&scheme=${choice('scheme')}&images=${choice('images')}`;
  return html`<edition-frame class="whole" .label=${open.subject} .src=${address} .stamp=${0} @view-block=${onClick}></edition-frame>`;
}

function onClick({
  detail: { href },
}: CustomEvent<{ href: string | undefined }> & { target: EditionFrame }): void {
  if (href) void openLocally(href).then((opened) => opened || tell(href), tellFailure);
}
