import { type Command, Option } from 'commander';
import type { Declaring } from './declaring.ts';

/** Declares the commands for the files of a publication: init, eject, upgrade. */
export function declareInit(program: Command, declaring: Declaring): void {
  const { act, examples } = declaring;
  examples(
    program
      .command('init')
      .argument('[folder]', 'the folder of the publication (default: this one)')
      .description('create a publication: configuration, a first issue in every language, a test, workflows')
      .option('--name <name>', 'the name of the newsletter')
      .addOption(
        new Option('--languages <tags>', 'the languages of the newsletter, such as en,nl').argParser(
          readList,
        ),
      )
      .option(
        '--source <tag>',
        'the language in which issues are written first (default: the first of --languages)',
      )
      .option('--url <url>', 'the public address of the archive')
      .option('--sender <address>', 'the address that mail comes from')
      .option('--postal <address>', 'the postal address that messages show')
      .option('--time-zone <zone>', 'the time zone, such as Europe/Amsterdam (default: that of this machine)')
      .option('--theme <name>', 'gazette, magazine or bulletin (default: gazette)')
      .option('--accent <colour>', 'the colour of links and rules, as #rrggbb')
      .option('--at <time>', 'the time of day at which issues are sent, such as 07:00')
      .addOption(
        new Option(
          '--days <days>',
          'with --at: the weekdays on which issues are sent, such as tuesday,friday',
        ).argParser(readList),
      )
      .addOption(
        new Option('--host <host>', 'where Courant will run').choices([
          'github',
          'gitlab',
          'server',
          'local',
        ]),
      )
      .option('--yes', 'ask no questions, and use the defaults for everything else')
      .action((folder, options) =>
        act(async (context) => (await import('../init.ts')).init(context, folder, options)),
      ),
    [
      'init',
      'init dike-post --name "The Dike Post" --languages en,nl --theme magazine --host github',
      'init . --yes --languages nl --at 07:00 --days thursday',
    ],
  );
  declareEject(program, declaring);
  declareUpgrade(program, declaring);
}

function declareUpgrade(program: Command, { act, json, examples }: Declaring): void {
  examples(
    program
      .command('upgrade')
      .description(
        'apply the changes that this version of Courant makes to the publication, and explain them',
      )
      .option('--dry-run', 'print the changes without writing them')
      .addOption(json())
      .action((options) =>
        act(async (context) => (await import('../upgrade.ts')).upgrade(context, options), options),
      ),
    ['upgrade --dry-run', 'upgrade'],
  );
}

function declareEject(program: Command, { act, json, examples }: Declaring): void {
  examples(
    program
      .command('eject')
      .argument('[name]', 'a template or a text, such as email/parts/masthead or nl/email:links')
      .description('copy a template or a text of Courant into the publication, where you can change it')
      .option('--list', 'print the names of all templates and texts')
      .addOption(json())
      .action((name, options) =>
        act(async (context) => (await import('../eject.ts')).eject(context, name, options), options),
      ),
    [
      'eject --list',
      'eject email/parts/masthead',
      'eject themes/magazine/email/parts/story',
      'eject nl/email:links',
    ],
  );
}

const readList = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
