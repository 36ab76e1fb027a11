import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Issue } from '../content/issue.ts';
import { listSlugs } from '../content/list-slugs.ts';
import { readIssues } from '../content/read-issues.ts';
import { calendarFacts, comingIssues } from '../dispatches/coming-issues.ts';
import { issueAsDated } from '../dispatches/issue-as-dated.ts';
import { type IssueStanding, judgeWithoutLedger } from '../dispatches/read-standings.ts';
import { judgeWhatIsOpen } from '../dispatches/read-what-is-open.ts';
import { withStore } from '../dispatches/with-store.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import { Report } from '../foundation/problems/report.ts';
import { type CommandContext, type ExitCode, stateFolder } from '../foundation/program/context.ts';
import { reportProblems } from '../foundation/program/report-problems.ts';
import { localisedText } from '../publication/newsletter/localised.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { ComingSend } from '../schedule/coming-sends.ts';
import { describeState, toICalendar } from '../schedule/to-icalendar.ts';
import { openNewsletter } from './open-newsletter.ts';

interface ScheduleOptions {
  /** How many sends to print. */
  readonly next: number;
  readonly json?: boolean;
  readonly ics?: boolean;
}

/** Prints the coming sends: for people, as JSON, or as a calendar. Changes nothing. */
export async function schedule(
  context: CommandContext,
  { next, json, ics }: ScheduleOptions,
): Promise<ExitCode> {
  const { terminal, root } = context;
  const files = diskFiles(root);
  const newsletter = await openNewsletter(context);
  // `courant check` reports the problems of issues.
  const read = await readIssues(files, newsletter, await listSlugs(files), new Report());
  const issues = read.flatMap(({ issue }) => issue ?? []);
  const standings = await judge(context, newsletter, issues);
  const now = context.clock().getTime();
  const sends = comingIssues(newsletter, issues.map(calendarFacts), standings, { now, count: next });
  if (json) terminal.print(JSON.stringify(asJson(newsletter, sends), null, 2));
  else if (ics) {
    terminal.print(asCalendar(newsletter, sends));
    // Not on standard output, which may be the calendar's file.
    if (sends.length === 0) terminal.note(nothing);
  } else for (const line of describe(newsletter, sends)) terminal.print(line);
  return 0;
}

/** Judges the issues with the ledger if there is one. The command does not create a ledger. */
async function judge(
  context: CommandContext,
  newsletter: Newsletter,
  issues: readonly Issue[],
): Promise<readonly IssueStanding[]> {
  const dated = issues.map(issueAsDated);
  const isThere =
    context.environment['DATABASE_URL'] || existsSync(join(stateFolder(context), 'courant.sqlite'));
  if (!isThere) return judgeWithoutLedger(dated, newsletter, context.clock().getTime());
  const { standings, problems } = await withStore(context, (store) =>
    judgeWhatIsOpen(context, store, { newsletter, issues: dated }),
  );
  reportProblems(context, problems);
  return standings;
}

const nothing = 'No issue is scheduled. Give an issue a "sendAt", or set "schedule" in newsletter.yaml.';

function describe({ timeZone, schedule: settings }: Newsletter, sends: readonly ComingSend[]): string[] {
  if (sends.length === 0) return [nothing];
  const times = sends.map(({ moment }) => formatMoment(moment, timeZone));
  const names = sends.map(({ issue }) => issue ?? '\u2013');
  const width = (texts: readonly string[]) => Math.max(...texts.map(({ length }) => length));
  const local = settings?.readersTime ? `; each reader gets an issue at ${settings.at} where they live` : '';
  return [
    `Times are those of ${timeZone}${local}.`,
    ...sends.map((send, at) =>
      [times[at]?.padEnd(width(times)), names[at]?.padEnd(width(names)), describeState(send)].join('  '),
    ),
  ];
}

/** "Thu 3 Dec 2026, 07:00". */
function formatMoment(moment: number, timeZone: string): string {
  const style = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-GB', { ...style, ...time, timeZone }).format(moment);
}

function asJson({ timeZone, schedule: settings }: Newsletter, sends: readonly ComingSend[]) {
  return {
    timeZone,
    readersTime: settings?.readersTime ?? false,
    sends: sends.map(({ moment, issue = null, headline = null, ...send }) => ({
      moment: new Date(moment).toISOString(),
      issue,
      headline,
      ...send,
    })),
  };
}

/** Returns the calendar without its last line break, because printing adds one. */
function asCalendar({ name, url, languages }: Newsletter, sends: readonly ComingSend[]): string {
  const title = localisedText(name, languages.source);
  return toICalendar(sends, { name: title, host: new URL(url).hostname }).replace(/\n$/, '');
}
