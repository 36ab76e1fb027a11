import { type Command, Option } from 'commander';
import type { Declaring } from './declaring.ts';

export function declareInit(program: Command, { act, examples }: Declaring): void {
  examples(
    program
      .command('init')
      .argument('[folder]', 'the folder of the publication; this one without it')
      .description('begin a publication: configuration, a first issue in every language, a test, workflows')
      .option('--name <name>', 'what the newsletter is called')
      .addOption(new Option('--languages <tags>', 'its languages, such as en,nl').argParser(readList))
      .option('--source <tag>', 'the language that issues are written in first; the first one without it')
      .option('--url <url>', 'where its archive is published')
      .option('--sender <address>', 'the address that mail comes from')
      .option('--postal <address>', 'the postal address that messages show')
      .option('--time-zone <zone>', 'such as Europe/Amsterdam; this machine\u2019s without it')
      .option('--theme <name>', 'gazette, magazine or bulletin; gazette without it')
      .option('--accent <colour>', 'the colour of links and rules, as #rrggbb')
      .option('--at <time>', 'when issues go on the day of their date, such as 07:00')
      .addOption(
        new Option('--days <days>', 'with --at: the days of issues, such as tuesday,friday').argParser(
          readList,
        ),
      )
      .addOption(
        new Option('--host <host>', 'where it runs').choices(['github', 'gitlab', 'server', 'local']),
      )
      .option('--yes', 'take the defaults for everything else, and ask nothing')
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
