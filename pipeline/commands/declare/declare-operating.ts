import type { Command } from 'commander';
import { sendingFailure } from '../../foundation/program/exit-code.ts';
import type { Declaring } from './declaring.ts';

/** Declares the commands for the database: backup, restore, store copy; and receive, for a mail
 * server. */
export function declareOperating(program: Command, { act, json, examples }: Declaring): void {
  examples(
    program
      .command('backup')
      .argument('<file>', 'a new file')
      .description('copy the SQLite database into a file, even while other processes use it')
      .addOption(json())
      .action((file, options) =>
        act(async (context) => (await import('../backup.ts')).backup(context, file, options), options),
      ),
    ['backup /mnt/backups/courant-2026-11-29.sqlite'],
  );
  examples(
    program
      .command('restore')
      .argument('<file>', 'a file that "courant backup" wrote')
      .description('replace the SQLite database with a backup, and apply the withdrawals since that backup')
      .option('--yes', 'do not ask for confirmation')
      .addOption(json())
      .action((file, { json = false, ...options }) =>
        act(async (context) => (await import('../backup.ts')).restore(context, file, { json, ...options }), {
          json,
          failure: sendingFailure,
        }),
      ),
    ['restore /mnt/backups/courant-2026-11-29.sqlite'],
  );
  examples(
    program
      .command('receive')
      .description('handle one bounce, complaint or reply from standard input (for mail servers)')
      .option('--recipient <address>', 'the address to which the mail server delivered the message')
      .action((options) =>
        act(async (context) => (await import('../receive.ts')).receive(context, options, process.stdin)),
      ),
    ['receive --recipient bounces@example.org < mail.eml'],
  );
  const store = program.command('store').description('move the ledger between databases');
  examples(
    store
      .command('copy')
      .description('copy the SQLite ledger into the PostgreSQL database of DATABASE_URL, and compare them')
      .addOption(json())
      .action((options) =>
        act(async (context) => (await import('../store-copy.ts')).storeCopy(context, options), options),
      ),
    ['store copy'],
  );
}
