import { html, nothing, type TemplateResult } from 'lit-html';
import type { DispatchDetail, OpenEndView } from '../../protocol/dispatch.ts';
import { standingOf as standingOfIssue } from '../standings.ts';
import type { TextKey } from '../texts/english.ts';
import { pauseText, wordsOf } from '../texts/problem-words.ts';
import { day, duration, named, nameOf, number, t, time } from '../texts/t.ts';
import { bars, columns } from './charts.ts';
import { commandLine } from './command-line.ts';
import { isUnderWay, retryDeliveries, setDispatchState, settledIn } from './dispatch-state.ts';
import { feedbackPart } from './feedback-part.ts';

/** The state of a dispatch, and the actions for it. */
export function dispatchCard(each: DispatchDetail, slug: string): TemplateResult {
  const [kind, standing] = standingOf(each);
  return html`<section class="card">
    <header class="card-head"><h2>${t(each.reachesPeople ? 'dispatchToPeople' : 'dispatchOutbox', { transport: each.transport, date: day(each.createdAt, true) })}</h2>
      ${each.revision > 1 ? html`<span class="chip note">${t('correctionNumber', { number: each.revision - 1 })}</span>` : nothing}
      <span class="chip ${kind}">${t(standing)}</span>
      <span class="spacer"></span>
      ${buttons(each)}</header>
    ${progress(each)}
    <p class="standing" role="status">${sentence(each)}</p>
    ${each.problems.map((problem) => html`<p class="warn">${wordsOf(problem).message}</p>`)}
    ${isUnderWay(each) && !each.canGoOn && each.atWork === undefined ? html`<p class="quiet">${t('goOnElsewhere')}</p>${commandLine(each.goOnCommand)}` : nothing}
    ${charts(each)}
    ${feedbackPart(each.feedback)}
    ${namedList(each, new Set(standingOfIssue(slug)?.open.map(({ reason }) => reason)))}
  </section>`;
}

function standingOf(each: DispatchDetail): [string, TextKey] {
  if (each.state !== 'active') return ['stale', each.state];
  if (!isUnderWay(each)) return ['done', 'finished'];
  return each.atWork ? ['done', 'underWay'] : ['stale', 'waiting'];
}

/** The state in one sentence. */
function sentence(each: DispatchDetail): string {
  const { state, reason, isByHand, atWork, nextAt } = each;
  if (!isUnderWay(each)) return '';
  if (state === 'paused')
    return isByHand || reason === undefined
      ? t('pausedByHand')
      : t('pausedBecause', { reason: pauseText(reason) });
  if (atWork !== undefined) return t(atWork === 'here' ? 'deliversHere' : 'deliversElsewhere');
  if (nextAt !== undefined && nextAt > Date.now()) return t('nextAttempt', { time: time(nextAt) });
  return t('nobodyDelivers');
}

/** The buttons that pause a running dispatch, or resume a paused one. */
function buttons(each: DispatchDetail): TemplateResult | typeof nothing {
  if (!isUnderWay(each)) return nothing;
  const { dispatch, state, atWork, canGoOn } = each;
  const goesOn = state === 'active' && atWork !== undefined;
  return html`${
    state === 'active'
      ? html`<button class="button ${goesOn ? '' : 'quiet-button'}" @click=${() => setDispatchState(dispatch, 'paused')}>${t('pause')}</button>`
      : nothing
  }
    ${!goesOn && canGoOn ? html`<button class="button" @click=${() => setDispatchState(dispatch, 'active')}>${t('resume')}</button>` : nothing}`;
}

function progress(each: DispatchDetail): TemplateResult {
  const { total, perSecond, pace, secondsLeft, state } = each;
  const done = settledIn(each);
  const rate = perSecond < 10 ? Math.round(perSecond * 10) / 10 : Math.round(perSecond);
  const values = { count: number(rate), pace: number(pace ?? 0) };
  const speed = t(pace === undefined ? 'perSecond' : 'perSecondAtMost', values);
  const isMoving = isUnderWay(each) && state === 'active';
  return html`<div class="progress"><progress max=${total} value=${done} aria-label=${t('progress', { done, total })}></progress>
    <span>${t('progress', { done: number(done), total: number(total) })}</span>
    ${isMoving ? html`<span>${speed}</span>` : nothing}
    ${isMoving && secondsLeft !== undefined ? html`<span>${t('timeLeft', { time: duration(secondsLeft) })}</span>` : nothing}</div>`;
}

function charts(each: DispatchDetail): TemplateResult {
  const states = Object.entries(each.counts).filter(([, count]) => count > 0);
  const reasons = each.reasons.map(({ state, reason, count }) => ({
    name: `${named('state', state)}: ${named('why', reason)}`,
    count,
    kind: state,
  }));
  return html`<div class="charts">
    ${bars(
      t('byState'),
      states.map(([name, count]) => ({ name: named('state', name), count, kind: name })),
    )}
    ${columns(t('overTime'), each.overTime)}
    ${bars(
      t('byDomain'),
      each.domains.map(({ domain, count, accepted, failed }) => ({
        name: domain,
        count,
        part: accepted,
        badPart: failed,
      })),
    )}
    ${bars(
      t('editions'),
      each.editions.map(({ locale, count }) => ({ name: nameOf(locale), count })),
    )}
    ${reasons.length > 0 ? bars(t('byReason'), reasons, 'wordy') : nothing}
  </div>`;
}

/**
 * The readers about whom a person has to decide, with the commands for each decision. The command that sends
 * to them again is left out if the card above already has it.
 */
function namedList(
  { named: people, counts, goOnCommand, dispatch, canGoOn, state: standing }: DispatchDetail,
  above: ReadonlySet<OpenEndView['reason']>,
): TemplateResult | typeof nothing {
  if (people.length === 0) return nothing;
  const more = counts.uncertain + counts.rejected - people.length;
  const command = (option: string) => commandLine(goOnCommand.replace('--resume', option));
  const canRetry = canGoOn && standing !== 'cancelled';
  const retryAll = (state: 'rejected' | 'uncertain') =>
    html`<p><button class="button quiet-button" @click=${() => retryDeliveries(dispatch, { state })}>${t(state === 'rejected' ? 'tryAllAgain' : 'resendAll')}</button></p>`;
  const retryOne = (state: DispatchDetail['named'][number]['state'], delivery: number, address: string) =>
    canRetry && (state === 'rejected' || state === 'uncertain')
      ? html`<button class="button quiet-button" aria-label="${t('tryAgain')}: ${address}" @click=${() => retryDeliveries(dispatch, { state, delivery })}>${t('tryAgain')}</button>`
      : nothing;
  return html`<table class="named"><tbody>${people.map(
    ({ delivery, state, address, reason }) =>
      html`<tr><td><span class="chip ${state === 'uncertain' ? 'stale' : 'broken'}">${named('state', state)}</span></td><td>${address}</td><td class="quiet">${named('why', reason)}</td><td>${retryOne(state, delivery, address)}</td></tr>`,
  )}</tbody></table>
    ${more > 0 ? html`<p class="quiet">${t('namedMore', { count: number(more) })}</p>` : nothing}
    ${canRetry && counts.rejected > 0 ? retryAll('rejected') : nothing}
    ${canRetry && counts.uncertain > 0 ? retryAll('uncertain') : nothing}
    ${counts.uncertain > 0 && !above.has('uncertain') && !canRetry ? html`<p class="quiet">${t('uncertainAdvice')}</p>${command('--resend-uncertain')}` : nothing}
    ${counts.rejected > 0 && !above.has('rejected') && !canRetry ? html`<p class="quiet">${t('rejectedAdvice')}</p>${command('--retry-rejected')}` : nothing}`;
}
