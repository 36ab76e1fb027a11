import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { Desk, DeskPart, IssueDetail } from '../../protocol.ts';
import { segments } from '../preview/toolbar.ts';
import { choice, choose, setDetail } from '../route.ts';
import { overview } from '../state.ts';
import { nameOf, t } from '../texts/t.ts';
import { act, desk, deskLocale, unsaved } from './desk-state.ts';
import { partView } from './part-view.ts';

/** What is to do, in the order in which it matters. */
const urgency: Readonly<Record<string, number>> = { stale: 0, machine: 1, missing: 2, extra: 3 };

/** The translator's desk: each part of the issue with its translation beside it. */
export function deskView({ slug }: IssueDetail): TemplateResult {
  const view = desk.value;
  const locale = deskLocale();
  if (locale === undefined || !view || view.slug !== slug || view.locale !== locale) {
    return html`<p class="empty">${t('reading')}</p>`;
  }
  const parts = view.parts.filter((part) => part.state !== 'only' || part.source === undefined);
  const open = parts.filter(isOpen);
  const rest = parts.filter((part) => !isOpen(part));
  const isSorted = choice('order') === 'open';
  const ordered = isSorted ? [...byUrgency(open), ...rest] : parts;
  return html`<div class="desk page" lang=${nothing}>
    ${deskHead(view, parts)}
    ${view.isBroken ? html`<div class="banner" role="alert"><p>${t('brokenFile')}</p></div>` : nothing}
    ${view.notes.length > 0 ? html`<aside class="notes"><h3>${t('notes')}</h3>${view.notes.map((note) => html`<p>${note}</p>`)}</aside>` : nothing}
    ${open.length === 0 ? html`<p class="all-done">${t('allDone')}</p>` : nothing}
    <ol class="parts">${repeat(
      ordered,
      ({ key }) => key,
      (part) => partView(part, view),
    )}</ol>
  </div>`;
}

const isOpen = ({ key, state }: DeskPart) => state in urgency || unsaved.value.has(key);

/** Where somebody types, a part stays where it is: only what is settled moves. */
function byUrgency(parts: readonly DeskPart[]): DeskPart[] {
  return [...parts].sort((a, b) => (urgency[a.state] ?? 4) - (urgency[b.state] ?? 4));
}

function deskHead(view: Desk, parts: readonly DeskPart[]): TemplateResult {
  const counted = parts.filter(({ state }) => state !== 'extra' && state !== 'only');
  const done = counted.filter(({ state }) => state === 'done' || state === 'omitted').length;
  const targets = (overview.value?.locales ?? []).filter((each) => each !== view.source);
  const next = view.status === 'ready' ? 'draft' : 'ready';
  return html`<header class="desk-head">
    <h2>${t('deskTitle', { language: nameOf(view.locale) })}</h2>
    ${view.status ? html`<span class="chip ${view.status}">${t(view.status)}</span>` : nothing}
    <label class="progress"><progress max=${counted.length} value=${done} aria-label=${t('progress', { done, total: counted.length })}></progress>
      <span>${t('progress', { done, total: counted.length })}</span></label>
    <span class="spacer"></span>
    ${
      targets.length > 1
        ? segments(
            t('language'),
            targets.map((each) => [each, nameOf(each)]),
            view.locale,
            (locale) => setDetail({ locale }),
          )
        : nothing
    }
    ${segments(
      t('list'),
      [
        ['open', t('openFirst')],
        ['order', t('inOrder')],
      ],
      choice('order'),
      (order) => choose({ order }),
    )}
    <button class="button quiet-button" ?disabled=${!view.canUndo} @click=${() => act({ action: 'undo' })}>${t('undo')}</button>
    ${view.status ? html`<button class="button quiet-button" @click=${() => act({ action: 'status', status: next })}>${t(next === 'ready' ? 'setReady' : 'setDraft')}</button>` : nothing}
  </header>`;
}
