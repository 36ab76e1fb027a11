import type { Command } from 'commander';
import { sendingFailure } from '../../foundation/program/exit-code.ts';
import type { Declaring } from './declaring.ts';

/** A command that sends may end with something to wait for, or to decide. */
const sending = ({ json = false }: { readonly json?: boolean }) => ({ json, failure: sendingFailure });

/** Declares the commands that send: run, rehearse, send, status, hold, release. */
export function declareSending(program: Command, { act, json, examples }: Declaring): void {
  examples(
    program
      .command('run')
      .description('the main job, for a schedule: check, build, archive, and send what is due')
      .addOption(json())
      .action((options) =>
        act(async (context) => (await import('../run.ts')).run(context, options), sending(options)),
      ),
    ['run', 'run --json'],
  );
  examples(
    program
      .command('rehearse')
      .argument('[slug]', 'an issue; without it, the one that goes next, else the latest ready one')
      .description('show the main job on any day: into an outbox, with sample readers and a store of its own')
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
      .argument('[slug]', 'an issue; the latest ready one without it')
      .description('send an issue to its audience, once: by SMTP_URL, or into the outbox without it')
      .option('--dry-run', 'print who would get what, and send nothing')
      .option('--test <address>', 'send one edition to one address, outside of the ledger (needs SMTP_URL)')
      .option('--locale <locale>', 'with --test: which edition')
      .option('--name <name>', 'with --test: the name that the message is addressed to')
      .option('--outbox', 'into the outbox, even where SMTP_URL is set')
      .option('--correction', 'send a new revision to everybody')
      .option('--pause', 'halt a dispatch that is under way, whichever process delivers it')
      .option('--resume', 'continue a dispatch that was paused or stopped')
      .option('--cancel', 'end a dispatch for good; what was not sent stays unsent')
      .option('--retry-rejected', 'plan again what the server refused for good')
      .option('--resend-uncertain', 'plan again what may or may not have arrived (asks first)')
      .option('--leave-rejected', 'leave what was rejected as it is: you have seen it')
      .option('--leave-uncertain', 'leave what is uncertain as it is: you have seen it')
      .option('--skip', 'decide that the issue is not to be sent any more: nothing of it is missed')
      .option('--accept-ledger', 'continue with a ledger that was restored from a backup (asks first)')
      .option('--yes', 'do not ask for confirmation')
      .option('--skip-public-check', 'do not check that the pages that the mail points at can be reached')
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
      .argument('[slug]', 'an issue; all without it')
      .description('what was sent, what is under way, and what waits for a person')
      .option('--watch', 'look again until everything is settled')
      .option('--check', 'tell by the exit code what waits: 3 for the next run, 4 for a person')
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
      .command('hold')
      .argument('<slug>', 'an issue')
      .description('hold the mail of an issue back, without git; its page is not affected')
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
      .description('let the mail of an issue go that was held by name')
      .addOption(json())
      .action((slug, options) =>
        act(async (context) => (await import('../hold.ts')).release(context, slug, options), options),
      ),
    ['release 2026-03-09-spring'],
  );
}
