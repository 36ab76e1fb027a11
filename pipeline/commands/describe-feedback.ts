import type { ComplaintRate } from '../feedback/report/complaint-rate.ts';
import type { DispatchFeedback, FeedbackCount } from '../feedback/report/read-report.ts';
import type { EventTotal } from '../feedback/report/read-totals.ts';
import { plural } from '../foundation/problems/plural.ts';
import { paint, type Terminal } from '../foundation/program/terminal.ts';

/** What came back about a dispatch, in lines: the sums, the complaints, and the domains. */
export function describeDispatchFeedback(report: DispatchFeedback, terminal: Terminal): string[] {
  const { issue, revision, transport } = report;
  const title = `${issue}${revision > 1 ? `, correction ${revision - 1}` : ''}`;
  return [
    `${paint(terminal, 'bold', title)}  by ${transport}`,
    ...summarise(report),
    ...describeDomains(report),
  ];
}

/** The sums and the complaints of a dispatch, for `courant status`. */
export function summarise({ reasons, complaints }: DispatchFeedback): string[] {
  return [`  came back: ${describeReasons(reasons)}`, `  complaints: ${describeRate(complaints)}`];
}

const mostDomains = 20;

function describeDomains({ domains }: DispatchFeedback): string[] {
  return domains
    .slice(0, mostDomains)
    .map(
      ({ domain, reasons, complaints }) =>
        `  ${domain}: ${describeReasons(reasons)}; complaints: ${describeRate(complaints)}`,
    );
}

function describeReasons(reasons: readonly FeedbackCount[]): string {
  return reasons
    .map(({ kind, cause, count }) => `${count.toLocaleString('en')} ${kind}${cause ? ` (${cause})` : ''}`)
    .join(', ');
}

/** A rate that nobody reports is unknown, never 0 %. */
export function describeRate({ rate, delivered, complained, level, unknown }: ComplaintRate): string {
  const rest = unknown > 0 ? `unknown for ${plural(unknown, 'message')} to domains that report none` : '';
  if (rate === undefined) return rest || 'unknown';
  const limits = { fine: '', raised: ', above 0.1%', high: ', above 0.3%', unknown: '' };
  const known = `${(rate * 100).toFixed(2)}% (${complained} of ${delivered.toLocaleString('en')}${limits[level]})`;
  return rest ? `${known}; ${rest}` : known;
}

interface WebhookCount {
  readonly source: string;
  readonly outcome: string;
  readonly detail: string;
  readonly count: number;
}

/** The events that found no delivery, and the requests of each provider. */
export function describeTotals(events: readonly EventTotal[], webhooks: readonly WebhookCount[]): string[] {
  const states = { waiting: 'wait for their delivery', unmatched: 'found no delivery', refused: 'refused' };
  const lines = Object.entries(states).flatMap(([state, words]) => {
    const count = events.reduce((sum, each) => sum + (each.state === state ? each.count : 0), 0);
    return count > 0 ? [`${plural(count, 'event')} ${words}`] : [];
  });
  const bySource = Map.groupBy(webhooks, ({ source }) => source);
  for (const [source, counts] of bySource) lines.push(`webhooks of ${source}: ${describeCounts(counts)}`);
  return lines;
}

function describeCounts(counts: readonly WebhookCount[]): string {
  return counts
    .map(
      ({ outcome, detail, count }) =>
        `${count.toLocaleString('en')} ${outcome}${detail ? ` (${detail})` : ''}`,
    )
    .join(', ');
}
