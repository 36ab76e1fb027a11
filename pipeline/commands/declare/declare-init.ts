import { type Command, Option } from 'commander';
import type { Declaring } from './declaring.ts';

export function declareInit(program: Command, { act, examples }: Declaring): void {
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
}

const readList = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
