import { html, nothing, type TemplateResult } from 'lit-html';
import type { OpenEndView, StandingView } from '../../protocol/dispatch.ts';
import { standingOf, standings } from '../standings.ts';
import { knownText, momentIn, number, t } from '../texts/t.ts';
import { commandLine } from './command-line.ts';

/**
 * Shows what the next run will do about an issue, and the decisions for a person, with a command for each
 * choice.
 */
export function standingCard(slug: string): TemplateResult | typeof nothing {
  const found = standingOf(slug);
  const ends = found?.open.filter(({ reason }) => !isOnItsCard(reason)) ?? [];
  const outlook = found && outlookOf(found);
  if (ends.length === 0 && outlook === undefined) return nothing;
  return html`<section class="card waiting"><h2>${t(ends.length > 0 ? 'toDecide' : 'outlook')}</h2>
    ${ends.map((end) => endView(end, found))}${outlook ?? nothing}</section>`;
}

/** Problems of the ledger, of certificates and of keys, which concern every issue. */
export function ledgerBanner(): TemplateResult | typeof nothing {
  const ends = standings.value?.ledger ?? [];
  if (ends.length === 0) return nothing;
  return html`<div class="banner"><p role="alert">${t('toDecide')}</p>${ends.map((end) => endView(end, undefined))}</div>`;
}

/** The state of an issue in a few words, for the list. Nothing when there is nothing to do. */
export function standingMarks(slug: string): TemplateResult | typeof nothing {
  const found = standingOf(slug);
  if (found === undefined) return nothing;
  const isHeld = found.standing?.kind === 'held';
  return html`${isHeld ? html`<span class="count warning">${t('waits_held')}</span>` : nothing}
    ${found.open.map(
      ({ reason, count, needsPerson }) =>
        html`<span class="count ${needsPerson ? 'error' : 'warning'}">${knownText([`waits_${reason}`], { count: number(count) })}</span>`,
    )}`;
}

/** Whether the card of the dispatch already shows this reason, with a button. */
const isOnItsCard = (reason: OpenEndView['reason']) => reason === 'paused' || reason === 'unfinished';

function endView(
  { reason, subject, count, commands }: OpenEndView,
  of: StandingView | undefined,
): TemplateResult {
  return html`<p class="warn">${t(`open_${reason}`, { subject, count: number(count), ...momentsOf(of) })}</p>
    ${commands.map(
      (command) =>
        html`<div class="way"><span class="quiet">${wayOf(command)}</span>${commandLine(command)}</div>`,
    )}`;
}

/** Names the effect of a command by its last option. */
function wayOf(command: string): string {
  const last = command.split(' ').at(-1) ?? '';
  if (!last.startsWith('--')) return command.includes(' send ') ? t('do_now') : '';
  return knownText([`do_${last}`]) ?? '';
}

function outlookOf({ slug, standing }: StandingView): TemplateResult | undefined {
  const text = (key: Parameters<typeof t>[0]) => t(key, momentsOf({ slug, standing, open: [] }));
  const [send, release] = [`npx courant send ${slug}`, `npx courant release ${slug}`];
  switch (standing?.kind) {
    case 'upcoming':
    case 'due':
      return html`<p class="quiet">${text(`standing_${standing.kind}`)}</p>`;
    case 'by-name':
    case 'earlier':
      return html`<p class="quiet">${text(`standing_${standing.kind}`)}</p>${commandLine(send)}`;
    case 'held':
      return standing.by === 'file'
        ? html`<p class="warn">${text('standing_heldByFile')}</p>`
        : html`<p class="warn">${text('standing_heldByName')}</p>${commandLine(release)}`;
    default:
      return undefined;
  }
}

/** The moments of a standing in the publication's time zone. */
function momentsOf(of: StandingView | undefined): Record<string, string> {
  const { timeZone = 'UTC' } = standings.value ?? {};
  const { moment, until } = { moment: undefined, until: undefined, ...of?.standing };
  return {
    ...(moment === undefined ? {} : { time: momentIn(timeZone, moment) }),
    ...(until === undefined ? {} : { until: momentIn(timeZone, until) }),
  };
}
