import { html, nothing, type TemplateResult } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import type { IssueDetail, ShownEdition, ShownProblem } from '../../protocol/issues.ts';
import { path } from '../api.ts';
import { choice, hrefOf, type Tab } from '../route.ts';
import { overview, stamp } from '../state.ts';
import type { TextKey } from '../texts/english.ts';
import { counted, day, nameOf, t } from '../texts/t.ts';
import { problemCard, problemLine } from '../views/problem-card.ts';
import { fitFrame } from './fit-frame.ts';
import { loadedText } from './loaded-text.ts';
import { headersView, sourceView } from './source-view.ts';
import { shownTheme, widthInPixels } from './toolbar.ts';

/** The address of an edition's frame, with every choice that affects it. */
export function frameAddress(base: string, view = choice('view')): string {
  const params = new URLSearchParams({
    view,
    scheme: choice('scheme'),
    images: choice('images'),
  });
  if (choice('name')) params.set('name', choice('name'));
  return `${base}?${params}`;
}

/** One edition: its line in the inbox, its problems, and its view. */
export function pane(issue: IssueDetail, locale: string): TemplateResult {
  const edition = issue.editions.find((each) => each.locale === locale);
  const problems = issue.problems.filter(
    (problem) => problem.locale === locale && problem.severity === 'error',
  );
  return html`<section class="pane" aria-label=${nameOf(locale)} data-locale=${locale}>
    ${paneHead(locale, edition)}
    <div class="pane-problems">${problems.length > 0 ? banner(problems, edition) : nothing}</div>
    ${edition ? look(issue, edition) : notBegun(issue, locale)}
  </section>`;
}

/** The problems of an edition. A screen reader says at once only how many there are. */
function banner(problems: readonly ShownProblem[], edition: ShownEdition | undefined): TemplateResult {
  const shown = problems.slice(0, 4).map(edition && !edition.isOld ? problemLine : problemCard);
  const count = counted('error', 'errors', problems.length);
  return html`<div class="banner"><p role="alert">${edition?.isOld ? `${count}. ${lastGood(edition)}` : count}</p>${shown}</div>`;
}

function lastGood({ committedAt }: ShownEdition): string {
  if (committedAt === undefined) return t('lastGood');
  return t('lastGoodInGit', { date: day(Date.parse(committedAt), true) });
}

function paneHead(locale: string, edition: ShownEdition | undefined): TemplateResult {
  return html`<header class="pane-head">
    <h2>${nameOf(locale)}</h2>
    ${edition && edition.status !== 'ready' ? html`<span class="chip ${edition.status}">${t(edition.status)}</span>` : nothing}
    ${shownTheme() === '' ? nothing : html`<span class="chip note">${shownTheme()}</span>`}
    ${
      edition
        ? html`<p class="letter" lang=${locale} dir=${edition.direction} title="${edition.subject} ${edition.preheader}"><strong>${edition.subject}</strong> <span class="quiet">${edition.preheader}</span></p>`
        : html`<span class="spacer"></span>`
    }
    ${edition ? sizeOf(edition) : nothing}
  </header>`;
}

function sizeOf({ bytes, clippedAt }: ShownEdition): TemplateResult {
  const size = (bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0);
  const isClipped = bytes > clippedAt;
  return html`<span class="size ${isClipped ? 'over' : ''}" title=${t(isClipped ? 'clipped' : 'size', { size })}>
    <meter min="0" max=${clippedAt} value=${Math.min(bytes, clippedAt)} aria-label=${t(isClipped ? 'clipped' : 'size', { size })}></meter>
    <span>${size} kB</span></span>`;
}

function look(issue: IssueDetail, edition: ShownEdition): TemplateResult {
  const view = choice('view');
  const { locale } = edition;
  if (view === 'source' || view === 'headers') {
    const name = encodeURIComponent(choice('name'));
    const address = `${path('api', 'issues', issue.slug, locale, view === 'source' ? 'source' : 'message')}?name=${name}`;
    const text = loadedText(address, stamp.value);
    if (text === undefined) return html`<p class="empty">${t('reading')}</p>`;
    return view === 'source'
      ? sourceView(text, edition.clippedAt, nameOf(locale))
      : headersView(text, nameOf(locale));
  }
  return editionStage(locale, themedAddress(issue.slug, locale));
}

/** The view of an edition, as wide as the person has chosen, with its marks. */
export function editionStage(locale: string, src: string): TemplateResult {
  return html`<div class="stage" ${ref(fitFrame)}>
    <div class="screen" .style=${`--wanted:${widthInPixels()}px`}>
      <edition-frame .label=${t('sourceOf', { locale: nameOf(locale) })} data-locale=${locale}
        .src=${src} .stamp=${stamp.value}></edition-frame>
      <button class="handle" aria-label=${t('dragWidth')} title=${t('dragWidth')}><span></span></button>
    </div>
    <div class="gutter"></div>
  </div>`;
}

function themedAddress(slug: string, locale: string): string {
  const address = frameAddress(path('preview', slug, locale));
  return shownTheme() === '' ? address : `${address}&theme=${encodeURIComponent(shownTheme())}`;
}

function notBegun(issue: IssueDetail, locale: string): TemplateResult {
  const row = overview.value?.issues.find((each) => each.slug === issue.slug);
  const isSource = locale === issue.source;
  const status = row?.editions.find((each) => each.locale === locale)?.status;
  const exists = status !== undefined && status !== 'missing';
  const text = isSource ? 'neverRendered' : exists ? 'existsBroken' : 'notBegun';
  return html`<div class="empty"><p>${t(text)}</p>
    ${isSource ? nothing : exists ? linkTo('toProblems', { slug: issue.slug, tab: 'problems' }) : linkTo('begin', { slug: issue.slug, tab: 'translate' }, locale)}</div>`;
}

/** Shown in place of an edition that has errors and was never rendered. */
export const neverRendered = (slug: string): TemplateResult =>
  html`<div class="empty"><p>${t('neverRendered')}</p>${linkTo('toProblems', { slug, tab: 'problems' })}</div>`;

const linkTo = (text: TextKey, place: { slug: string; tab: Tab }, locale?: string) =>
  html`<a class="button" href=${hrefOf(place, locale === undefined ? {} : { locale })}>${t(text)}</a>`;
