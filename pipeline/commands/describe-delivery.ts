import type { DeliveryReport } from '../delivery/deliver.ts';
import type { StateCounts } from '../delivery/ledger/state.ts';
import type { DispatchPlan } from '../delivery/plan/plan-dispatch.ts';
import type { DeliveryProgress } from '../delivery/run/progress.ts';
import { standingOf } from '../delivery/status/standing.ts';
import { describeTransport } from '../delivery/transports.ts';
import type { Steered } from '../dispatches/steer-dispatch.ts';
import { plural } from '../foundation/problems/plural.ts';

/** One line for a dispatch in progress: a bar, the count, the rate and the time left. */
export function showProgress({ counts, total, settled, perSecond, secondsLeft }: DeliveryProgress): string {
  const width = 24;
  const filled = total === 0 ? width : Math.floor((settled / total) * width);
  const bar = '\u2588'.repeat(filled).padEnd(width, '\u2591');
  const left = secondsLeft === undefined ? '' : `, ${showDuration(secondsLeft)} left`;
  return `${bar} ${number(settled)}/${number(total)}  ${Math.round(perSecond)}/s${left}  ${showCounts(counts)}`;
}

/** The non-empty states: "12 accepted, 1 deferred". */
export function showCounts(counts: StateCounts): string {
  const parts = Object.entries(counts).filter(([, count]) => count > 0);
  return parts.length === 0
    ? 'nothing planned'
    : parts.map(([state, count]) => `${number(count)} ${state}`).join(', ');
}

/** Describes a plan for people: who gets which edition, and why. */
export function showPlan(plan: DispatchPlan): string[] {
  const lines = plan.editions.map(({ locale, language, state, recipients, leftOut, choices, changed }) => {
    if (state === 'absent')
      return `  ${locale}: the issue does not appear in this language; ${readers(leftOut, 'get')} nothing`;
    if (state === 'missing') return `  ${locale}: not ready`;
    if (state === 'planned') {
      return `  ${locale}: planned before${changed ? '; its content has changed since then, and the planned version is sent (--correction sends the new version to everybody)' : ''}`;
    }
    const reasons = [
      language !== undefined && `the ${language} edition, which tells them so in ${locale}`,
      choices.exact > 0 && `${number(choices.exact)} asked for ${locale}`,
      choices.lookup > 0 && `${number(choices.lookup)} for a similar language`,
      choices.default > 0 && `${number(choices.default)} for another language`,
    ].filter(Boolean);
    return `  ${locale}: ${plural(recipients, 'reader')}${reasons.length > 0 ? ` (${reasons.join(', ')})` : ''}`;
  });
  if (plan.lists) lines.unshift(`  to those on ${plan.lists.join(' or ')}, each once`);
  if (plan.held > 0) lines.push(`  ${readers(plan.held, 'wait')} for an edition that is not ready`);
  if (plan.onNoList > 0)
    lines.push(
      `  ${plural(plan.onNoList, 'reader')} on no list, who get nothing: add them to a list with an import`,
    );
  if (plan.newcomers > 0)
    lines.push(
      `  ${plural(plan.newcomers, 'reader')} subscribed after it was planned, and get the next issue`,
    );
  if (plan.late > 0)
    lines.push(`  ${plural(plan.late, 'reader')} whose window passed before their turn, and who get it now`);
  if (plan.tooSlow > 0)
    lines.push(
      `  ${plural(plan.tooSlow, 'reader')} too many for the pace and the window: they would get nothing (raise delivery.pace or schedule.window)`,
    );
  return lines;
}

/** "1 reader waits", "2 readers wait". */
const readers = (count: number, verb: string) =>
  `${plural(count, 'reader')} ${verb}${count === 1 ? 's' : ''}`;

/** Describes how the delivery of a plan ended. */
export function showEnd(plan: DispatchPlan, report: DeliveryReport): string {
  if (report.accepted > 0 || report.end !== 'finished') return showDelivery(plan.transport, report);
  if (plan.already + plan.total === 0) return 'There is nobody to send it to.';
  const { way } = describeTransport(plan.transport);
  const { accepted, reasons } = standingOf({ state: 'active', counts: report.counts });
  if (reasons.length === 0) return `Nothing to send: everything has already been delivered ${way}.`;
  return `Nothing to send. ${plural(accepted, 'message')} delivered ${way} before.${openCounts(report.counts)}`;
}

/** Describes the changes that an operator's decision made, one per line. */
export function describeSteering({ issue, acceptedLedger, state, planned, left }: Steered): string[] {
  return [
    acceptedLedger && 'The ledger is accepted as it is.',
    state && `The dispatch of ${issue} is ${state}.`,
    planned.rejected !== undefined && `${plural(planned.rejected, 'rejected message')} planned again.`,
    planned.uncertain !== undefined && `${plural(planned.uncertain, 'uncertain message')} planned again.`,
    ...left.map((reached) => `The ${reached} messages of ${issue} stay as they are.`),
  ].filter((line) => typeof line === 'string');
}

/** Describes how a run ended, and what to do if it did not finish. */
export function showDelivery(transport: string, report: DeliveryReport): string {
  // A reason may be a full sentence or a phrase.
  const reason = report.reason === undefined ? '' : `: ${report.reason.replace(/\.$/, '')}`;
  const ends = {
    finished: '',
    waiting: ` The next attempt is due at ${new Date(report.nextAt ?? 0).toISOString()}. Run the command again then.`,
    paused: ` The dispatch is paused${reason}. "courant send --resume" continues it.`,
    held: ' The issue is held. "courant release" releases its mail, and the next run continues.',
    cancelled: ` The dispatch is cancelled${reason}.`,
    stopped: ' Stopped; the next run continues.',
    unreachable: ' The server cannot be reached. Unsent messages stay planned.',
  };
  const suppressed =
    report.suppressed > 0
      ? ` ${plural(report.suppressed, 'unknown address', 'unknown addresses')} suppressed: "courant subscribers suppressions" lists them.`
      : '';
  return `${plural(report.accepted, 'message')} delivered ${describeTransport(transport).way}.${ends[report.end]}${openCounts(report.counts)}${suppressed}`;
}

/** The states that somebody may have to decide about. */
function openCounts({ uncertain, rejected, expired }: StateCounts): string {
  const parts = [
    uncertain > 0 && `${number(uncertain)} uncertain`,
    rejected > 0 && `${number(rejected)} rejected`,
    expired > 0 && `${number(expired)} expired`,
  ].filter(Boolean);
  return parts.length > 0 ? ` ${parts.join(', ')}: "courant status" names them.` : '';
}

function showDuration(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

const number = (value: number) => value.toLocaleString('en');
