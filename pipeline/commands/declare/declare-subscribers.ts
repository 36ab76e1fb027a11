import { type Command, Option } from 'commander';
import type { Declaring } from './declaring.ts';

/** Declares `courant subscribers …`. Nothing is loaded before a command runs. */
export function declareSubscribers(program: Command, { act, json, examples }: Declaring): void {
  const subscribers = program
    .command('subscribers')
    .description('the list of subscribers: import, export, and what is known of one')
    .exitOverride();
  const person = () => import('../subscribers-person.ts');
  const states = ['active', 'unsubscribed', 'suppressed'];
  const filtered = (command: Command, known: readonly string[]) =>
    command
      .option('--locale <locale>', 'those who asked for this language')
      .option('--list <id>', 'those on this list')
      .addOption(new Option('--state <state>', 'those in this state').choices(known))
      .addOption(json());

  examples(
    filtered(subscribers.command('list').description('list the subscribers, or the sign-ups that wait'), [
      ...states,
      'unconfirmed',
    ]).action((options) =>
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
      .description('add a subscriber, on your word that they agreed')
      .requiredOption('--consent <text>', 'where and when they agreed; it is kept')
      .option('--name <name>', 'the name for the greeting')
      .option('--locale <locale>', 'the language that they read')
      .option('--list <id...>', 'the lists; needed where newsletter.yaml has some')
      .option('--lift', 'although they are on the suppression list')
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
      .description('all that is known of one subscriber or sign-up, as JSON')
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
      .description('take a list of subscribers')
      .option('--dry-run', 'tell what would happen, and write nothing')
      .option(
        '--map <field=Column...>',
        'which column has the address, name, locale, lists, timeZone, state or agreedAt; field=- for none',
      )
      .option('--list <id...>', 'put all of them on these lists; needed unless a column names the lists')
      .option('--consent <text>', 'where their consent came from; the file\u2019s name without it')
      .option('--refused <file>', 'write every refused row\u2019s line and reason to a file')
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
      'subscribers import subscribed_members_export.csv --consent "Mailchimp, since 2019" --refused refused.csv',
    ],
  );
  examples(
    filtered(
      subscribers.command('export').description('write subscribers as CSV that imports again, or as JSON'),
      states,
    )
      .option('--out <file>', 'into a file that only you may read, in place of the standard output')
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
      .argument('<address>', 'an email address')
      .description('put an address on the suppression list: it gets no mail, whoever imports it again')
      .option('--list <id>', 'from this list alone')
      .addOption(json())
      .action((address, options) =>
        act(async (context) => (await person()).suppress(context, address, options), options),
      ),
    ['subscribers suppress zoe@example.org', 'subscribers suppress zoe@example.org --list daily'],
  );
  const suppressions = () => import('../subscribers-suppressions.ts');
  examples(
    subscribers
      .command('suppressions')
      .description('list whom dispatches suppressed because their address does not exist')
      .option('--issue <slug>', 'only by the dispatches of this issue')
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
      .description('send again to whom a dispatch suppressed')
      .option('--issue <slug>', 'to all whom the dispatches of this issue suppressed')
      .addOption(json())
      .action((address, options) =>
        act(async (context) => (await suppressions()).lift(context, address, options), options),
      ),
    ['subscribers lift zoe@example.org', 'subscribers lift --issue 2026-03-09-spring'],
  );
  examples(
    subscribers
      .command('rekey')
      .description('make the suppression list again with a new key, when the former one is lost')
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
      .description('erase all that is known of one subscriber, for good')
      .option('--yes', 'do not ask for confirmation')
      .addOption(json())
      .action((address, options) =>
        act(async (context) => (await person()).erase(context, address, options), options),
      ),
    ['subscribers erase zoe@example.org --yes'],
  );
}
