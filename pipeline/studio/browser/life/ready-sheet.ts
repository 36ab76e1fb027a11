import { signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit-html';
import type { EditionState, ShownProblem } from '../../protocol/issues.ts';
import type { ReadySheet } from '../../protocol/life.ts';
import { path } from '../api.ts';
import { hrefOf } from '../route.ts';
import { slug, tell } from '../state.ts';
import { wordsOf } from '../texts/problem-words.ts';
import { counted, momentIn, nameOf, t } from '../texts/t.ts';
import { planLines } from '../views/plan-lines.ts';
import { placeOf } from '../views/problem-place.ts';
import { act, loadLife, read, refusal } from './life-state.ts';
import { modal } from './modal.ts';
import { refusalOf } from './refusal-view.ts';

interface OpenSheet {
  readonly slug: string;
  /** Undefined while the server checks the issue for the first time. */
  readonly sheet: ReadySheet | undefined;
  /** The translations that are ticked; undefined until the server has proposed some. */
  readonly locales: readonly string[] | undefined;
}

const open = signal<OpenSheet | undefined>(undefined);

/** Opens the sheet that shows what would happen if the open issue and these translations became ready. */
export async function openReadySheet(locales?: readonly string[]): Promise<void> {
  const wanted = slug.value;
  if (wanted === undefined) return;
  const before = open.value?.slug === wanted ? open.value.sheet : undefined;
  const asked: OpenSheet = { slug: wanted, sheet: before, locales };
  open.value = asked;
  const query = locales === undefined ? '' : `?locales=${locales.join(',')}`;
  const sheet = await read<ReadySheet>('ready', `${path('api', 'life', wanted, 'ready')}${query}`);
  // Somebody may have closed the sheet, or ticked another box, while the server checked.
  if (open.value === asked) open.value = { slug: wanted, sheet, locales: locales ?? sheet?.locales };
}

function close(): void {
  open.value = undefined;
}

/** The sheet; nothing while it is closed. */
export function readySheet(): TemplateResult | typeof nothing {
  const shown = open.value;
  if (shown === undefined || shown.slug !== slug.value) return nothing;
  const { sheet, locales = [] } = shown;
  const errors = sheet?.problems.filter(({ severity }) => severity === 'error') ?? [];
  const canSet = sheet !== undefined && errors.length === 0;
  return modal({
    title: t('readyTitle'),
    content: html`${refusalOf('ready')}
      <p id="ready-verdict" class=${sheet ? `verdict ${canSet ? 'good' : 'bad'}` : 'quiet'} role="status">${sheet ? verdict(errors) : t('checking')}</p>
      ${sheet ? content(sheet, locales, errors) : nothing}`,
    actions: html`<button class="button" aria-describedby="ready-verdict" ?disabled=${!canSet} @click=${() => setReady(locales)}>${t('setReady')}</button>`,
    onClose: close,
  });
}

const verdict = ({ length }: readonly ShownProblem[]) =>
  length > 0 ? counted('errorBlocks', 'errorsBlock', length) : t('noErrors');

function content(
  sheet: ReadySheet,
  locales: readonly string[],
  errors: readonly ShownProblem[],
): TemplateResult {
  const others = sheet.problems.filter(({ severity }) => severity !== 'error');
  return html`
    ${
      sheet.problems.length > 0
        ? html`<section><h3>${t('checkSays')}</h3>
      <ul class="findings">${[...errors, ...others].map((problem) => finding(problem, sheet))}</ul></section>`
        : nothing
    }
    <section><h3>${t('languages')}</h3><ul class="readiness">${sheet.editions.map((edition) => editionLine(edition, sheet, locales))}</ul></section>
    <section><h3>${t('whoGets')}</h3>${planLines(sheet.plan, false)}</section>
    <section><h3>${t('momentLabel')}</h3><p>${whatNext(sheet)}</p></section>`;
}

function finding(problem: ShownProblem, { slug: name }: ReadySheet): TemplateResult {
  const { severity } = problem;
  const { message, hint } = wordsOf(problem);
  const href = placeOf(problem)?.href ?? hrefOf({ slug: name, tab: 'problems' });
  return html`<li class=${severity}><a href=${href} @click=${close}>${message}</a>${hint ? html` <span class="quiet">${hint}</span>` : nothing}</li>`;
}

/** A language with its state. A translation has a box that sets it to ready, too. */
function editionLine(edition: EditionState, { source, slug: name }: ReadySheet, locales: readonly string[]) {
  const { locale, status, stale, missing, errors } = edition;
  const parts = [
    ...(status === 'missing' || status === 'broken' ? [t(status)] : []),
    ...(missing > 0 && status !== 'missing' ? [t('lacking', { count: missing })] : []),
    ...(stale > 0 ? [t('stale', { count: stale })] : []),
    ...(errors > 0 ? [counted('error', 'errors', errors)] : []),
  ];
  const state = parts.length > 0 ? parts.join(', ') : t('complete');
  const isSource = locale === source;
  const toggle = (event: Event) => {
    const { checked } = event.target as HTMLInputElement;
    const next = checked ? [...locales, locale] : locales.filter((each) => each !== locale);
    void openReadySheet(next);
  };
  return html`<li><label class="life-check"><input type="checkbox" .checked=${isSource || locales.includes(locale)} ?disabled=${isSource || status === 'missing' || status === 'broken'} @change=${toggle}>
    <span><strong>${nameOf(locale)}</strong> <span class=${parts.length > 0 && !isSource ? 'warn-text' : 'quiet'}>${isSource ? t('sourceLanguage') : state}</span></span></label>
    ${isSource || parts.length === 0 ? nothing : html`<a class="quiet-link" href=${hrefOf({ slug: name, tab: 'translate' }, { locale })} @click=${close}>${t('translate')}</a>`}</li>`;
}

/** What the next run would do with the issue. */
function whatNext({ standing, timeZone }: ReadySheet): string {
  const at = (moment: number) => momentIn(timeZone, moment);
  switch (standing?.kind) {
    case 'upcoming':
      return t('next_upcoming', { time: at(standing.moment) });
    case 'due':
      return t('next_due', { until: at(standing.until) });
    case 'missed':
      return t('next_missed', { time: at(standing.moment) });
    case 'earlier':
      return t('next_earlier');
    case 'held':
      return t('next_held');
    case 'withdrawn':
      return t('next_withdrawn');
    case 'expired':
      return t('next_expired');
    case 'settled':
    case 'under-way':
    case 'late-edition':
      return t('next_settled');
    case 'by-name':
      return t('next_by-name');
    default:
      return t('next_unknown');
  }
}

async function setReady(locales: readonly string[]): Promise<void> {
  const done = await act('ready', { action: 'ready', locales, label: t('stepReady') });
  if (done === undefined) {
    // The files may have changed since: the sheet then shows what the check says now, and why this was refused.
    const reasons = refusal.value;
    await openReadySheet(locales);
    refusal.value ??= reasons;
    return;
  }
  close();
  tell(t('isReady'));
  await loadLife();
}
