import { plural } from '../foundation/problems/plural.ts';
import type { ExitCode } from '../foundation/program/exit-code.ts';

/** Unfinished work on a dispatch or an issue, which the exit code reports, or something near its end. */
export interface OpenEnd {
  readonly reason: OpenReason;
  /**
   * The slug; empty for the ledger as a whole. For `certificate` the name of the server, for `dkim-key` the name
   * of the key in DNS, and for `pull` the name of the machine.
   */
  readonly issue: string;
  /** The number of deliveries, of the days that are left, or of the hours that have passed. */
  readonly count?: number;
}

export type OpenReason = keyof typeof openReasons;

interface Reason {
  /** 0: it does no harm yet. 3: the next run continues the work. 4: somebody must decide. */
  readonly code: 0 | 3 | 4;
  /** Describes the open end in the words that follow the issue's name: "2026-03-09-spring: 3 uncertain". */
  describe(count: number): string;
  /** The commands that settle the open end; none for the codes 0 and 3. */
  settle(issue: string): readonly string[];
  /** What to do, if no command does it. */
  readonly advice?: string;
  /** The words for its end, if people get a message about that too. */
  readonly recovery?: string;
}

const send =
  (...options: readonly string[]) =>
  (issue: string) =>
    options.map((option) => `courant send ${issue} ${option}`.trim());

/** "3 hours", "4 days". */
const lasting = (hours: number) =>
  hours < 48 ? plural(hours, 'hour') : plural(Math.floor(hours / 24), 'day');

/** "has expired", "expires within a day", "expires in 12 days". */
const ending = (days: number) =>
  days < 0 ? 'has expired' : days === 0 ? 'expires within a day' : `expires in ${plural(days, 'day')}`;

/**
 * Every reason for an exit code of 3 or 4, and for an alert. docs/operator/exit-codes.md has the same list.
 */
export const openReasons = {
  unfinished: {
    code: 3,
    describe: (count) => `${count.toLocaleString('en')} still to be delivered`,
    settle: () => [],
  },
  paused: { code: 3, describe: () => 'paused', settle: send('--resume', '--cancel') },
  unreachable: { code: 3, describe: () => 'the mail server cannot be reached', settle: () => [] },
  stopped: { code: 3, describe: () => 'not begun, because the run was stopped', settle: () => [] },
  pages: { code: 3, describe: () => 'its pages are not public yet', settle: () => [] },
  uncertain: {
    code: 4,
    describe: (count) => `${count.toLocaleString('en')} uncertain`,
    settle: send('--resend-uncertain', '--leave-uncertain'),
  },
  rejected: {
    code: 4,
    describe: (count) => `${count.toLocaleString('en')} rejected, more than usual`,
    settle: send('--retry-rejected', '--leave-rejected'),
  },
  missed: {
    code: 4,
    describe: () => 'missed: its moment and the window after it have passed',
    settle: send('', '--skip'),
  },
  expired: { code: 4, describe: () => 'expired before everybody got it', settle: send('--skip') },
  'late-edition': {
    code: 4,
    describe: () => 'an edition became ready after the window, and its readers wait',
    settle: send('', '--skip'),
  },
  late: {
    code: 4,
    describe: (count) => `${count.toLocaleString('en')} not reached within their window`,
    settle: send('', '--skip'),
  },
  ledger: {
    code: 4,
    describe: () => 'lacks messages that were sent, or its high-water mark is in another place',
    settle: () => ['courant send --accept-ledger'],
  },
  mark: {
    code: 4,
    describe: () => 'cannot read the place of its mark and journal',
    settle: () => ['courant run'],
  },
  journal: {
    code: 4,
    describe: () => 'has withdrawals that the journal lacks',
    // Every command that opens the ledger writes the entries that wait, once the journal is writable again.
    settle: () => ['courant run'],
  },
  pull: {
    code: 4,
    describe: (hours) => `"git pull" has failed for ${lasting(hours)}, so it publishes and sends nothing`,
    settle: () => ['git pull --ff-only'],
    recovery: '"git pull" works again',
  },
  certificate: {
    code: 0,
    describe: (days) => `its TLS certificate ${ending(days)}`,
    settle: () => [],
    advice: 'Renew it, or find out why it was not renewed automatically.',
  },
  'dkim-key': {
    code: 0,
    describe: (days) =>
      days < 0
        ? 'this DKIM key was due for replacement'
        : `this DKIM key is due for replacement ${days === 0 ? 'within a day' : `in ${plural(days, 'day')}`}`,
    settle: () => [],
    advice:
      'Replace the key, and set "replaceBy" for the new one: docs/operator/dkim.md describes the steps.',
  },
} as const satisfies Record<string, Reason>;

/** The exit code for these open ends: the highest of their codes. */
export function exitCodeOf(ends: readonly OpenEnd[]): ExitCode {
  const codes = ends.map(({ reason }) => openReasons[reason].code);
  return codes.includes(4) ? 4 : codes.includes(3) ? 3 : 0;
}

/** The commands that settle an open end. */
export function settlingCommands({ reason, issue }: OpenEnd): readonly string[] {
  return openReasons[reason].settle(issue);
}

/** What people can do about an open end: the commands that settle it, or a sentence. */
export function adviceOn(end: OpenEnd): readonly string[] {
  const commands = settlingCommands(end);
  if (commands.length > 0) return commands;
  const { advice = 'The next run tries again.' }: Reason = openReasons[end.reason];
  return [advice];
}

/**
 * Such as "2026-03-09-spring: 3 uncertain: courant send 2026-03-09-spring --resend-uncertain, or …
 * --leave-uncertain".
 */
export function describeOpenEnd(end: OpenEnd): string {
  const commands = settlingCommands(end).map((command) => `"${command}"`);
  const advice = commands.length > 0 ? ` \u2192 ${commands.join(' or ')}` : '';
  return `${describeSituation(end)}${advice}`;
}

/** Such as "2026-03-09-spring: 3 uncertain". */
export function describeSituation({ reason, issue, count = 0 }: OpenEnd): string {
  return `${issue || 'the ledger'}: ${openReasons[reason].describe(count)}`;
}

/** Such as `server1: "git pull" works again`. */
export function describeRecovery({ reason, issue }: OpenEnd): string {
  const { recovery = 'it has ended' }: Reason = openReasons[reason];
  return `${issue}: ${recovery}`;
}
