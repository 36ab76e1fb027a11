import { signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit-html';
import type { IssueDetail } from '../../protocol/issues.ts';
import { path } from '../api.ts';
import type { EditionFrame } from '../preview/edition-frame.ts';
import { type Differences, findDifferences } from '../preview/find-differences.ts';
import { frameAddress, neverRendered } from '../preview/pane.ts';
import { scrollTogether } from '../preview/scroll-together.ts';
import { textOf } from '../preview/toolbar.ts';
import { choiceRow, choicesButton } from '../preview/view-choices.ts';
import { setDetail } from '../route.ts';
import { overview, stamp } from '../state.ts';
import type { TextKey } from '../texts/english.ts';
import { counted, day, nameOf, t } from '../texts/t.ts';
import {
  compareWith,
  difference,
  localeOf,
  type Mode,
  mode,
  modes,
  other,
  type Revision,
  revisions,
} from './compare-state.ts';
import { framesIn, showNextBlock, showNextWords } from './next-difference.ts';

const opacity = signal(50);
/** The differences between the two pages. */
const differences = signal<Differences | undefined>(undefined);

const modeTexts: Record<Mode, TextKey> = {
  side: 'sideBySide',
  overlay: 'overlay',
  difference: 'difference',
  words: 'words',
};

/**
 * Compares an edition with an earlier version or with another issue: as pictures in three ways, and as words.
 */
export function compareView(open: IssueDetail): TemplateResult {
  if (revisions.value?.slug !== open.slug) return html`<p class="empty">${t('reading')}</p>`;
  if (open.editions.length === 0) return neverRendered(open.slug);
  const than = other(open);
  if (than === '') return html`<p class="empty">${t('noRevisions')}</p>`;
  const before = titleOf(than, revisions.value.list);
  return html`<div class="preview compare">
    ${mode() === 'side' ? nothing : html`<header class="pane-head"><h2>${before} \u2192 ${t('now')}</h2>${finding()}</header>`}
    ${mode() === 'words' ? words() : frames(open, localeOf(open), than, before)}
  </div>`;
}

/** The button that opens the choices of the comparison; its text says what is chosen. */
export function compareChoices(open: IssueDetail): TemplateResult | typeof nothing {
  const than = other(open);
  if (revisions.value?.slug !== open.slug || than === '' || open.editions.length === 0) return nothing;
  const locale = localeOf(open);
  return choicesButton(
    [t(modeTexts[mode()]), nameOf(locale)],
    html`<label class="field"><span>${t('compareWith')}</span>${versions(open, than, revisions.value.list)}</label>
    <label class="field"><span>${t('otherRevision')}</span><input class="revision" spellcheck="false" autocomplete="off"
      @change=${(event: Event) => compareWith(textOf(event).trim())}></label>
    ${choiceRow(
      t('language'),
      open.editions.map((each) => [each.locale, nameOf(each.locale)]),
      locale,
      (value) => setDetail({ locale: value }),
    )}
    ${choiceRow(
      t('show'),
      modes.map((each) => [each, t(modeTexts[each])]),
      mode(),
      (value) => setDetail({ mode: value }),
    )}`,
  );
}

/** What differs, with the button that shows it, and the opacity of an overlay. */
function finding(): TemplateResult {
  return html`<span class="spacer"></span>
    ${mode() === 'overlay' ? slider() : nothing}
    ${mode() === 'words' ? nothing : html`<span class="quiet found" role="status">${sentence()}</span>`}
    ${hasDifferences() ? html`<button class="toggle" @click=${showNext}>${t('nextDifference')}</button>` : nothing}`;
}

function versions(open: IssueDetail, than: string, list: readonly Revision[]): TemplateResult {
  const isListed = than === open.previous || list.some(({ commit }) => than === `@${commit}`);
  return html`<select @change=${(event: Event) => setDetail({ with: textOf(event) })}>
    ${isListed ? nothing : html`<option value=${than} selected>${titleOf(than, list)}</option>`}
    ${open.previous ? html`<option value=${open.previous} ?selected=${than === open.previous}>${t('previousIssue')}</option>` : nothing}
    ${list.map(({ commit }) => html`<option value="@${commit}" ?selected=${than === `@${commit}`}>${titleOf(`@${commit}`, list)}</option>`)}
  </select>`;
}

/** The title of the other side: the day and subject of a commit, or the headline of an issue. */
function titleOf(than: string, list: readonly Revision[]): string {
  const revision = list.find(({ commit }) => than === `@${commit}`);
  if (revision) return `${day(Date.parse(revision.date))}: ${revision.subject.slice(0, 60)}`;
  if (than.startsWith('@')) return than.slice(1, 13);
  return overview.value?.issues.find(({ slug }) => slug === than)?.headline ?? than;
}

function slider(): TemplateResult {
  return html`<label class="field"><span class="quiet">${t('overlayOpacity')}</span><input type="range" min="0" max="100" step="5"
    .value=${String(opacity.value)} aria-valuetext="${opacity.value} %" @input=${(event: Event) => fade(Number(textOf(event)))}></label>`;
}

function fade(value: number): void {
  opacity.value = value;
}

function sentence(): string {
  if (differences.value === undefined) return '';
  const { blocks, isSame } = differences.value;
  if (isSame) return t('looksSame');
  return blocks.length === 0 ? t('differsAround') : counted('blockDiffers', 'blocksDiffer', blocks.length);
}

function hasDifferences(): boolean {
  if (mode() === 'words') return difference.value?.some(({ kind }) => kind !== 'same') === true;
  return (differences.value?.blocks.length ?? 0) > 0;
}

function showNext(): void {
  if (mode() === 'words') showNextWords(difference.value);
  // If both pages have the block, the current page determines the position.
  else showNextBlock(framesIn(document).reverse(), differences.value?.blocks ?? []);
}

function words(): TemplateResult {
  const parts = difference.value;
  if (parts === undefined) return html`<p class="empty">${t('reading')}</p>`;
  if (parts.every(({ kind }) => kind === 'same')) return html`<p class="empty">${t('noDifference')}</p>`;
  return html`<pre class="diff" tabindex="0">${parts.map(({ kind, text }, at) => {
    if (kind === 'same') return text;
    // A deletion and the insertion in its place are one change.
    const isFirst = (parts[at - 1]?.kind ?? 'same') === 'same';
    return kind === 'old'
      ? html`<del ?data-change=${isFirst}>${text}</del>`
      : html`<ins ?data-change=${isFirst}>${text}</ins>`;
  })}</pre>`;
}

function frames(open: IssueDetail, locale: string, than: string, before: string): TemplateResult {
  const base = than.startsWith('@')
    ? path('revision', than.slice(1), open.slug, locale)
    : path('preview', than, locale);
  const top = mode() === 'overlay' ? `opacity:${opacity.value / 100}` : '';
  const now = path('preview', open.slug, locale);
  return html`<div class="panes ${mode()}" role="group" aria-label=${t('compare')} tabindex="0" @view-scroll=${onScroll} @view-change=${onChange}>
    <section class="pane" aria-label=${before}><header class="pane-head"><h2>${before}</h2></header>
      <edition-frame class="whole" .label=${before} .src=${frameAddress(base, 'mail')} .stamp=${0}></edition-frame></section>
    <section class="pane" aria-label=${t('now')} .style=${top}><header class="pane-head"><h2>${t('now')}</h2>${mode() === 'side' ? finding() : nothing}</header>
      <edition-frame class="whole" .label=${t('now')} .src=${frameAddress(now, 'mail')} .stamp=${stamp.value}></edition-frame></section>
  </div>`;
}

function onScroll(event: CustomEvent<{ isMine: boolean }>): void {
  if (event.detail.isMine) return;
  const frame = event.target as EditionFrame;
  scrollTogether(
    frame,
    framesIn(event.currentTarget as Element).filter((each) => each !== frame),
  );
}

function onChange(event: Event): void {
  const [before, now] = framesIn(event.currentTarget as Element).map(({ page }) => page);
  const isLoaded = before?.body?.childElementCount && now?.body?.childElementCount;
  differences.value = before && now && isLoaded ? findDifferences(before, now) : undefined;
}
