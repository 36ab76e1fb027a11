import { plural } from '../foundation/problems/plural.ts';
import { second } from '../foundation/time/durations.ts';
import type { EditionFigures, IssueFigures, Report } from '../report/report.ts';

/** The report of all issues or of one in words, one line for each figure that is not zero. */
export function describeReport({ issues, readers, log }: Report, slug?: string): string[] {
  if (issues.length === 0)
    return [slug === undefined ? 'Nothing has been sent yet.' : `Nothing of "${slug}" has been sent yet.`];
  const lines = issues.flatMap((issue, at) => describeIssue(issue, issues[at + 1]));
  const total = readers.reduce((sum, { count }) => sum + count, 0);
  const byLanguage = readers.map(({ locale, count }) => `${locale || 'no language'} ${format(count)}`);
  lines.push(`Now: ${plural(total, 'subscriber')}${total > 0 ? ` (${byLanguage.join(', ')})` : ''}`);
  if (log === undefined) return lines;
  const span = [log.from, log.until].map((at) => (at === undefined ? '' : new Date(at).toISOString()));
  lines.push(
    `Log: ${plural(log.lines, 'line')}${log.from === undefined ? '' : ` from ${span[0]} to ${span[1]}`}, ${plural(log.bots, 'request')} by programs left out`,
  );
  if (log.unreadable > 0) lines.push(`Log: ${plural(log.unreadable, 'line')} in another format left out`);
  if (log.lacksAgents) lines.push('Log: it does not name the programs, so bots count as visitors.');
  return lines;
}

function describeIssue(issue: IssueFigures, before: IssueFigures | undefined): string[] {
  const correction = issue.revision > 1 ? `, correction ${issue.revision - 1}` : '';
  const lines = [`${issue.issue}${correction}  ${new Date(issue.createdAt).toISOString()}`];
  lines.push(`  ${describeFigures(issue).join(', ')}`);
  for (const edition of issue.editions)
    lines.push(`    ${edition.locale}: ${describeFigures(edition).join(', ')}`);
  lines.push(`  new since: ${format(issue.newSince)}`);
  if (before !== undefined)
    lines.push(
      `  compared with ${before.issue}: ${difference(issue.recipients - before.recipients, 'recipient')}, ${difference(issue.left - before.left, 'left', 'left')}`,
    );
  return lines;
}

function describeFigures(figures: IssueFigures | EditionFigures): string[] {
  const { recipients, time, visits } = figures;
  const counts = ['bounced', 'refused', 'uncertain', 'unsent', 'complained', 'left', 'replies'] as const;
  return [
    `${format(figures.delivered)} of ${format(recipients)} delivered`,
    ...counts.flatMap((name) => {
      const count = figures[name];
      const said = name === 'replies' ? plural(count, 'reply', 'replies') : `${format(count)} ${name}`;
      return count === 0 ? [] : [`${said}${shareOf(count, recipients)}`];
    }),
    ...(time === undefined ? [] : [`half within ${span(time.half)}, the last after ${span(time.last)}`]),
    ...(visits === undefined
      ? []
      : [`${plural(visits.visitors, 'visitor')} of the web version (${plural(visits.views, 'view')})`]),
  ];
}

function shareOf(count: number, whole: number): string {
  if (whole === 0) return '';
  const share = (count / whole).toLocaleString('en', { style: 'percent', maximumFractionDigits: 2 });
  return ` (${share})`;
}

/** "48 s", "12 min", "3.5 h". */
function span(ms: number): string {
  const seconds = Math.round(ms / second);
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}

const format = (count: number) => count.toLocaleString('en');
const difference = (count: number, one: string, many?: string) =>
  `${count < 0 ? '\u2212' : '+'}${plural(Math.abs(count), one, many)}`;
