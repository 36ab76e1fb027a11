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
      .addOption(new Option('--languages <tags>', 'its languages, such as en,nl').argParser(readList))
      .option('--source <tag>', 'the language that issues are written in first (default: the first one)')
      .option('--url <url>', 'the public address of its archive')
      .option('--sender <address>', 'the address that mail comes from')
      .option('--postal <address>', 'the postal address that messages show')
      .option('--time-zone <zone>', 'such as Europe/Amsterdam (default: that of this machine)')
      .option('--theme <name>', 'gazette, magazine or bulletin (default: gazette)')
      .option('--accent <colour>', 'the colour of links and rules, as #rrggbb')
      .option('--at <time>', 'the time at which issues are sent on their date, such as 07:00')
      .addOption(
        new Option('--days <days>', 'with --at: the days of issues, such as tuesday,friday').argParser(
          readList,
        ),
      )
      .addOption(
        new Option('--host <host>', 'where it runs').choices(['github', 'gitlab', 'server', 'local']),
      )
      .option('--yes', 'use the defaults for everything else, without questions')
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
      .description('apply what this version of Courant changes in the publication, and explain it')
      .option('--dry-run', 'show the changes, and write nothing')
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
      .description('copy a template or a text of Courant into the publication, to change it there')
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
