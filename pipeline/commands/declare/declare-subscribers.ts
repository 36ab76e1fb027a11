import { type Command, Option } from 'commander';
import type { Declaring } from './declaring.ts';

/** Declares `courant subscribers …`. A command's code is loaded when it runs. */
export function declareSubscribers(program: Command, { act, json, examples }: Declaring): void {
  const subscribers = program
    .command('subscribers')
    .description('manage subscribers: lists, imports, exports, and the data of one person')
    .exitOverride();
  const person = () => import('../subscribers-person.ts');
  const states = ['active', 'unsubscribed', 'suppressed'];
  const filtered = (command: Command, known: readonly string[]) =>
    command
      .option('--locale <locale>', 'only those who chose this language')
      .option('--list <id>', 'only those on this list')
      .addOption(new Option('--state <state>', 'only those in this state').choices(known))
      .addOption(json());

  examples(
    filtered(
      subscribers
        .command('list')
        .description('list the subscribers, or the sign-ups that nobody has confirmed'),
      [...states, 'unconfirmed'],
    ).action((options) =>
      act(async (context) => (await import('../subscribers-list.ts')).list(context, options), options),
    ),
    [
      'subscribers list --locale nl',
      'subscribers list --list weekly --state unsubscribed --json',
      'subscribers list --state unconfirmed',
    ],
  );
  examples(
    subscribers
      .command('add')
      .argument('<address>', 'an email address')
      .description('add a subscriber whose consent you vouch for')
      .requiredOption('--consent <text>', 'where and when they agreed, for the record')
      .option('--name <name>', 'the name for the greeting')
      .option('--locale <locale>', 'the language of their edition')
      .option('--list <id...>', 'the lists to put them on; required if newsletter.yaml defines any')
      .option('--lift', 'add them even if they are on the suppression list')
      .addOption(json())
      .action((address, options) => act(async (context) => (await person()).add(context, address, options))),
    [
      'subscribers add zoe@example.org --locale nl --list weekly --consent "paper form at the fair, 2 November 2026"',
    ],
  );
  examples(
    subscribers
      .command('show')
      .argument('<address>', 'an email address')
      .description('print everything that is stored about one subscriber or sign-up, as JSON')
      .action((address) => act(async (context) => (await person()).show(context, address))),
    ['subscribers show zoe@example.org'],
  );
  examples(
    subscribers
      .command('import')
      .argument(
        '<file>',
        'a CSV file, or an export of Mailchimp, Laposta, MailPoet, Brevo, listmonk, Ghost or Substack',
      )
      .description('import a list of subscribers')
      .option('--dry-run', 'print what would happen, and write nothing')
      .option(
        '--map <field=Column...>',
        'the column of a field (address, name, locale, lists, timeZone, state or agreedAt); field=- for no column',
      )
      .option('--list <id...>', 'put all of them on these lists; required unless a column names the lists')
      .option('--consent <text>', 'where they gave consent (default: the name of the file)')
      .option('--refused <file>', 'write the line and the reason of every refused row to a file')
      .addOption(json())
      .action((file, options) =>
        act(
          async (context) => (await import('../subscribers-import.ts')).importFile(context, file, options),
          options,
        ),
      ),
    [
      'subscribers import readers.csv --list weekly --dry-run',
      'subscribers import readers.csv --map address="E-mail" name=Naam --list weekly',
      'subscribers import subscribed_members_export.csv --list weekly --consent "Mailchimp, since 2019" --refused refused.csv',
    ],
  );
  examples(
    filtered(
      subscribers
        .command('export')
        .description('export subscribers as JSON, or as CSV that "subscribers import" can read'),
      states,
    )
      .option('--out <file>', 'write to a file that only you can read (default: standard output)')
      .action((options) =>
        act(
          async (context) => (await import('../subscribers-export.ts')).exportFile(context, options),
          options,
        ),
      ),
    ['subscribers export --out readers.csv', 'subscribers export --locale nl --json'],
  );
  examples(
    subscribers
      .command('suppress')
      .argument('[address]', 'an email address')
      .description('put an address on the suppression list: it gets no mail, even if it is imported again')
      .option('--issue <slug>', 'all addresses that the dispatches of this issue found not to exist')
      .option('--list <id>', 'only for this list')
      .option('--yes', 'do not ask for confirmation')
      .addOption(json())
      .action((address, options) =>
        act(async (context) => (await person()).suppress(context, address, options), options),
      ),
    [
      'subscribers suppress zoe@example.org',
      'subscribers suppress zoe@example.org --list daily',
      'subscribers suppress --issue 2026-03-09-spring --yes',
    ],
  );
  const suppressions = () => import('../subscribers-suppressions.ts');
  examples(
    subscribers
      .command('suppressions')
      .description('list the subscribers that dispatches suppressed because their address does not exist')
      .option('--issue <slug>', 'only those that the dispatches of this issue suppressed')
      .addOption(json())
      .action((options) =>
        act(async (context) => (await suppressions()).suppressions(context, options), options),
      ),
    ['subscribers suppressions', 'subscribers suppressions --issue 2026-03-09-spring --json'],
  );
  examples(
    subscribers
      .command('lift')
      .argument('[address]', 'an email address')
      .description('lift the suppression of a subscriber that a dispatch suppressed')
      .option('--issue <slug>', 'lift all suppressions that the dispatches of this issue caused')
      .addOption(json())
      .action((address, options) =>
        act(async (context) => (await suppressions()).lift(context, address, options), options),
      ),
    ['subscribers lift zoe@example.org', 'subscribers lift --issue 2026-03-09-spring'],
  );
  examples(
    subscribers
      .command('rekey')
      .description('rebuild the suppression list with a new key after the former key was lost')
      .option('--yes', 'do not ask for confirmation')
      .addOption(json())
      .action((options) =>
        act(async (context) => (await import('../subscribers-rekey.ts')).rekey(context, options), options),
      ),
    ['subscribers rekey', 'subscribers rekey --yes'],
  );
  examples(
    subscribers
      .command('erase')
      .argument('<address>', 'an email address')
      .description('erase everything that is stored about one subscriber, permanently')
      .option('--yes', 'do not ask for confirmation')
      .addOption(json())
      .action((address, options) =>
        act(async (context) => (await person()).erase(context, address, options), options),
      ),
    ['subscribers erase zoe@example.org --yes'],
  );
}
