import { effect, signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit-html';
import type { Diff, IssueDetail } from '../../protocol.ts';
import { getJson, path } from '../api.ts';
import { EditionFrame } from '../preview/edition-frame.ts';
import { frameAddress } from '../preview/pane.ts';
import { scrollTogether } from '../preview/scroll-together.ts';
import { segments, textOf } from '../preview/toolbar.ts';
import { detail, place, setDetail } from '../route.ts';
import { issue, stamp, tellFailure } from '../state.ts';
import { day, nameOf, t } from '../texts/t.ts';

interface Revision {
  readonly commit: string;
  readonly subject: string;
  readonly date: string;
}

const revisions = signal<{ slug: string; list: readonly Revision[] } | undefined>(undefined);
const difference = signal<readonly Diff[] | undefined>(undefined);
const opacity = signal(50);

effect(() => {
  const open = issue.value;
  if (place.value.tab !== 'compare' || open === undefined || revisions.value?.slug === open.slug) return;
  getJson<Revision[]>(path('api', 'issues', open.slug, 'revisions')).then((list) => {
    revisions.value = { slug: open.slug, list };
  }, tellFailure);
});

const localeOf = (open: IssueDetail) => detail('locale') || (open.editions[0]?.locale ?? '');

/** What the edition is compared with: a commit, or an issue. */
function other(open: IssueDetail): string {
  const first = revisions.value?.slug === open.slug ? revisions.value.list[0]?.commit : undefined;
  return detail('with') || (first ? `@${first}` : (open.previous ?? ''));
}

effect(() => {
  const open = issue.value;
  stamp.value;
  const isKnown = open !== undefined && revisions.value?.slug === open.slug;
  if (place.value.tab !== 'compare' || !isKnown || detail('mode') !== 'words') return;
  const than = other(open);
  const query = than.startsWith('@') ? `revision=${than.slice(1)}` : `with=${encodeURIComponent(than)}`;
  getJson<Diff[]>(`${path('api', 'compare', open.slug, localeOf(open))}?${query}`).then((parts) => {
    difference.value = parts;
  }, tellFailure);
});

/** An edition against how it was, or against another issue: side by side, over one another, or by words. */
export function compareView(open: IssueDetail): TemplateResult {
  if (revisions.value?.slug !== open.slug) return html`<p class="empty">${t('reading')}</p>`;
  const than = other(open);
  const mode = detail('mode') || 'side';
  const locale = localeOf(open);
  if (than === '') return html`<p class="empty">${t('noRevisions')}</p>`;
  const { list } = revisions.value;
  return html`<div class="preview compare">
    <div class="toolbar" role="toolbar" aria-label=${t('compare')}>
      <label class="field"><span class="quiet">${t('compareWith')}</span><select @change=${(event: Event) => setDetail({ with: textOf(event) })}>
        ${open.previous ? html`<option value=${open.previous} ?selected=${than === open.previous}>${t('previousIssue')}</option>` : nothing}
        ${list.map(({ commit, subject, date }) => html`<option value="@${commit}" ?selected=${than === `@${commit}`}>${day(Date.parse(date))}: ${subject.slice(0, 60)}</option>`)}
      </select></label>
      ${segments(
        t('language'),
        open.editions.map((each) => [each.locale, nameOf(each.locale)]),
        locale,
        (value) => setDetail({ locale: value }),
      )}
      ${segments(
        t('compare'),
        [
          ['side', t('sideBySide')],
          ['overlay', t('overlay')],
          ['words', t('words')],
        ],
        mode,
        (value) => setDetail({ mode: value }),
      )}
      ${mode === 'overlay' ? html`<label class="field"><span class="quiet">${t('overlayOpacity')}</span><input type="range" min="0" max="100" .value=${String(opacity.value)} @input=${(event: Event) => fade(Number(textOf(event)))}></label>` : nothing}
    </div>
    ${mode === 'words' ? words() : frames(open, locale, than, mode)}
  </div>`;
}

function fade(value: number): void {
  opacity.value = value;
}

function words(): TemplateResult {
  const parts = difference.value;
  if (parts === undefined) return html`<p class="empty">${t('reading')}</p>`;
  if (parts.every(({ kind }) => kind === 'same')) return html`<p class="empty">${t('noDifference')}</p>`;
  return html`<pre class="diff" tabindex="0">${parts.map(({ kind, text }) => (kind === 'old' ? html`<del>${text}</del>` : kind === 'new' ? html`<ins>${text}</ins>` : text))}</pre>`;
}

function frames(open: IssueDetail, locale: string, than: string, mode: string): TemplateResult {
  const base = than.startsWith('@')
    ? path('revision', than.slice(1), open.slug, locale)
    : path('preview', than, locale);
  const before = than.startsWith('@') ? than.slice(1, 8) : than;
  return html`<div class="panes ${mode}" @view-scroll=${onScroll}>
    <section class="pane" aria-label=${before}><header class="pane-head"><h2>${before}</h2></header>
      <edition-frame class="whole" .label=${before} .src=${frameAddress(open.slug, locale, base)} .stamp=${0}></edition-frame></section>
    <section class="pane" aria-label=${t('now')} .style=${mode === 'overlay' ? `opacity:${opacity.value / 100}` : ''}><header class="pane-head"><h2>${t('now')}</h2></header>
      <edition-frame class="whole" .label=${t('now')} .src=${frameAddress(open.slug, locale)} .stamp=${stamp.value}></edition-frame></section>
  </div>`;
}

function onScroll(event: CustomEvent<{ isMine: boolean }>): void {
  if (event.detail.isMine) return;
  const frame = event.target as EditionFrame;
  const all = [...(event.currentTarget as Element).querySelectorAll('edition-frame')];
  scrollTogether(
    frame,
    all.filter((each): each is EditionFrame => each instanceof EditionFrame && each !== frame),
  );
}
