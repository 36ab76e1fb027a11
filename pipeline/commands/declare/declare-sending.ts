import { type Command, Option } from 'commander';
import { sendingFailure } from '../../foundation/program/exit-code.ts';
import { minute } from '../../foundation/time/durations.ts';
import type { Declaring } from './declaring.ts';
import { readCount, readSpan } from './read-values.ts';

/**
 * The options of a command that sends. Its exit codes also tell whether a later run has to continue the work,
 * and whether a person must decide.
 */
const sending = ({ json = false }: { readonly json?: boolean }) => ({ json, failure: sendingFailure });

/** The longest time between two runs of a process that waits. */
export const every = () =>
  new Option('--every <span>', 'the longest time between two runs')
    .argParser(readSpan)
    .default(15 * minute, '15m');

/** Declares the commands that send: run, work, rehearse, send, status, schedule, report, hold, release. */
export function declareSending(program: Command, { act, json, examples }: Declaring): void {
  examples(
    program
      .command('run')
      .description('check the issues, build the archive and send the issues that are due (for a schedule)')
      .addOption(json())
      .action((options) =>
        act(async (context) => (await import('../run.ts')).run(context, options), sending(options)),
      ),
    ['run', 'run --json'],
  );
  examples(
    program
      .command('work')
      .description('run "courant run" whenever there is something to do, until a signal stops it')
      .option('--pull', 'run "git pull --ff-only" before each run; if it fails, no run begins')
      .addOption(every())
      .action((options) => act(async (context) => (await import('../work.ts')).work(context, options))),
    ['work', 'work --pull --every 5m'],
  );
  examples(
    program
      .command('rehearse')
      .argument('[slug]', 'an issue (default: the next one to be sent, or the latest ready one)')
      .description(
        'rehearse the whole process at any time, with sample readers, the outbox and a separate database',
      )
      .addOption(json())
      .action((slug, options) =>
        act(
          async (context) => (await import('../rehearse.ts')).rehearse(context, slug, options),
          sending(options),
        ),
      ),
    ['rehearse', 'rehearse 2026-03-09-spring'],
  );
  examples(
    program
      .command('send')
      .argument('[slug]', 'an issue (default: the latest ready one)')
      .description('send an issue to its subscribers, once: through SMTP_URL, or into the outbox without it')
      .option('--dry-run', 'print who would get what, and send nothing')
      .option(
        '--test <address>',
        'send one edition to one address, without a record in the ledger (needs SMTP_URL)',
      )
      .option('--locale <locale>', 'with --test: the language of the edition')
      .option('--name <name>', 'with --test: the name that the message is addressed to')
      .option('--outbox', 'send into the outbox, even if SMTP_URL is set')
      .option('--correction', 'send a new revision to everybody')
      .option('--pause', 'pause a running dispatch, even one that another process delivers')
      .option('--resume', 'continue a dispatch that was paused or stopped')
      .option('--cancel', 'end a dispatch; unsent messages stay unsent')
      .option('--retry-rejected', 'plan rejected messages again')
      .option('--resend-uncertain', 'plan uncertain messages again, which may have arrived (asks first)')
      .option('--leave-rejected', 'mark rejected messages as seen, and leave them')
      .option('--leave-uncertain', 'mark uncertain messages as seen, and leave them')
      .option('--skip', 'leave the issue unsent, so that it no longer counts as missed')
      .option('--accept-ledger', 'continue with a ledger that was restored from a backup (asks first)')
      .option('--yes', 'do not ask for confirmation')
      .option('--skip-public-check', 'do not check that the pages in the mail can be reached')
      .addOption(json())
      .action((slug, options) =>
        act(async (context) => (await import('../send.ts')).send(context, slug, options), sending(options)),
      ),
    [
      'send --dry-run',
      'send 2026-03-09-spring',
      'send 2026-03-09-spring --test someone@example.org --locale nl',
    ],
  );
  examples(
    program
      .command('status')
      .argument('[slug]', 'an issue (default: all)')
      .description('print the state of issues and dispatches, and the decisions that you have to make')
      .option('--watch', 'print again until everything is settled')
      .option(
        '--check',
        'set the exit code: 3 if something waits for the next run, 4 if something needs a decision',
      )
      .addOption(json())
      .action((slug, options) =>
        act(
          async (context) => (await import('../status.ts')).status(context, slug, options),
          sending(options),
        ),
      ),
    ['status', 'status 2026-03-09-spring --json', 'status --check'],
  );
  examples(
    program
      .command('schedule')
      .description('print the issues that will be sent next, and the days that still need an issue')
      .addOption(new Option('--next <count>', 'how many').argParser(readCount).default(10))
      .addOption(json())
      .addOption(new Option('--ics', 'print a calendar in the iCalendar format').conflicts('json'))
      .action((options) =>
        act(async (context) => (await import('../schedule.ts')).schedule(context, options), options),
      ),
    ['schedule', 'schedule --next 5 --json', 'schedule --ics > schedule.ics'],
  );
  examples(
    program
      .command('report')
      .argument('[slug]', 'an issue (default: the latest issues)')
      .description(
        'print the figures of sent issues: deliveries, bounces, unsubscribes, replies, readers and visits',
      )
      .option('--log <file...>', 'logs of the web server, for the visits of the web version')
      .addOption(new Option('--latest <count>', 'how many dispatches').argParser(readCount).default(12))
      .addOption(json())
      .addOption(new Option('--csv', 'print a table for a spreadsheet').conflicts('json'))
      .option('--pictures <folder>', 'also write charts of the figures as SVG files into this folder')
      .action((slug, options) =>
        act(async (context) => (await import('../report.ts')).report(context, slug, options), options),
      ),
    [
      'report',
      'report 2026-03-09-spring --log /var/log/nginx/access.log /var/log/nginx/access.log.1.gz',
      'report --csv > report.csv',
    ],
  );
  examples(
    program
      .command('hold')
      .argument('<slug>', 'an issue')
      .description('hold back the mail of an issue without a commit; this does not affect its page')
      .addOption(json())
      .action((slug, options) =>
        act(async (context) => (await import('../hold.ts')).hold(context, slug, options), options),
      ),
    ['hold 2026-03-09-spring'],
  );
  examples(
    program
      .command('release')
      .argument('<slug>', 'an issue')
      .description('release the mail of an issue that "courant hold" holds')
      .addOption(json())
      .action((slug, options) =>
        act(async (context) => (await import('../hold.ts')).release(context, slug, options), options),
      ),
    ['release 2026-03-09-spring'],
  );
}
