import { type Command, Option } from 'commander';
import type { Declaring } from './declaring.ts';
import { readDay, readPort } from './read-values.ts';

/** Declares the commands for writing issues: new, check, build, themes, studio, translate. */
export function declareIssues(program: Command, declaring: Declaring): void {
  const { act, json, examples } = declaring;
  examples(
    program
      .command('new')
      .argument('<name>', 'a name or a title; the command puts the date in front')
      .description('create an issue with a draft in each language')
      .addOption(
        new Option('--kind <kind>', 'the kind of issue').choices(['article', 'digest']).default('article'),
      )
      .addOption(
        new Option(
          '--date <date>',
          'the date of the issue, as year-month-day (default: the next free day of the schedule, or today)',
        ).argParser(readDay),
      )
      .option(
        '--from <issue>',
        'copy the structure and the pictures of this issue, with placeholders for its words',
      )
      .option('--keep-words', 'with --from: copy the words too')
      .action((name, options) =>
        act(async (context) => (await import('../new-issue.ts')).newIssue(context, name, options)),
      ),
    [
      'new spring',
      'new "Spring at the harbour"',
      'new march --kind digest --date 2026-03-31',
      'new april --from 2026-03-09-spring',
    ],
  );
  examples(
    program
      .command('check')
      .argument('[slug...]', 'issues (default: all)')
      .description('find mistakes in the configuration, the templates, the texts and the issues')
      .option('--strict', 'fail on warnings too')
      .option('--watch', 'check again after every change')
      .option('--fix', 'make the safe corrections, and then check')
      .option('--spam', 'run SpamAssassin, as installed on this machine, on every edition')
      .option('--spelling', 'look up every word in the dictionaries that the publication has installed')
      .option('--browser', 'check every ready edition in a browser with axe-core')
      .option('--online', 'request every link once, to find broken ones')
      .addOption(
        new Option(
          '--format <format>',
          'the output format: for people, for programs, for pull requests on GitHub, or for SARIF viewers',
        ).choices(['pretty', 'json', 'github', 'sarif']),
      )
      .addOption(json().conflicts('format'))
      .action((slugs, options) =>
        act(async (context) => (await import('../check.ts')).check(context, slugs, options), options),
      ),
    [
      'check',
      'check 2026-03-09-spring --strict',
      'check --watch',
      'check --fix',
      'check --online --spam',
      'check --spelling',
      'check --browser 2026-03-09-spring',
      'check --json',
      'check --format sarif > courant.sarif',
    ],
  );
  examples(
    program
      .command('schema')
      .description('write the JSON Schemas for editors to docs/schema/, with the blocks of extensions')
      .action(() => act(async (context) => (await import('../schema.ts')).schema(context))),
    ['schema'],
  );
  examples(
    program
      .command('build')
      .argument('[slug...]', 'issues (default: all)')
      .description('render editions for a sample reader')
      .option('--out <folder>', 'the folder to write to (default: .courant/build)')
      .option('--name <name>', 'the name of the sample reader (default: none)')
      .option('--preview-dir <folder>', 'write the previews of the studio as files that need no server')
      .option('--against <revision>', 'with --preview-dir: the revision to compare with, such as origin/main')
      .addOption(json())
      .action((slugs, options) =>
        act(async (context) => (await import('../build.ts')).build(context, slugs, options), options),
      ),
    [
      'build',
      'build 2026-03-09-spring --name "Zo\u00eb"',
      'build --out preview',
      'build --preview-dir preview --against origin/main',
    ],
  );
  examples(
    program
      .command('themes')
      .argument('[slug]', 'the issue to show (default: the latest)')
      .description('list the themes, and write a page that shows an issue in each theme, light and dark')
      .addOption(json())
      .action((slug, options) =>
        act(async (context) => (await import('../themes.ts')).themes(context, slug, options), options),
      ),
    ['themes', 'themes 2026-03-09-spring'],
  );
  examples(
    program
      .command('studio')
      .description('open the studio in the browser: write, translate, preview editions and read the outbox')
      .addOption(new Option('--port <port>', 'the port to listen on').argParser(readPort).default(4000))
      .option(
        '--host <host>',
        'an address that other machines can reach; the password is STUDIO_PASSWORD, or a printed one',
      )
      .option(
        '--editor <address>',
        'the address that opens a file in your editor',
        'vscode://file/{file}:{line}:{column}',
      )
      .option('--send', 'let the studio send issues and resume dispatches; not with --host')
      .option('--no-open', 'do not open the browser')
      .action((options) => act(async (context) => (await import('../studio.ts')).studio(context, options))),
    ['studio', 'studio --port 4100 --no-open', 'studio --editor "zed://file/{file}:{line}:{column}"'],
  );
  declareTranslate(program, declaring);
  declareLanguages(program, declaring);
}

function declareLanguages(program: Command, { act, json, examples }: Declaring): void {
  const languages = program
    .command('languages')
    .description('add a language to the publication')
    .exitOverride();
  examples(
    languages
      .command('add')
      .argument('<tag>', 'a language tag, such as de or pt-BR')
      .description('write the interface texts of another language, and print the remaining steps')
      .addOption(json())
      .action((tag, options) =>
        act(
          async (context) => (await import('../add-language.ts')).addLanguage(context, tag, options),
          options,
        ),
      ),
    ['languages add de', 'languages add pt-BR'],
  );
}

function declareTranslate(program: Command, { act, json, examples }: Declaring): void {
  const translate = program
    .command('translate')
    .description('list and record the progress of translations')
    .exitOverride();
  examples(
    translate
      .command('status')
      .argument('[slug...]', 'issues (default: all)')
      .description('list the done, missing, stale and leftover parts, by issue and language')
      .option('--locale <locale>', 'one language only')
      .addOption(json())
      .action((slugs, options) =>
        act(async (context) => (await import('../translate.ts')).status(context, slugs, options), options),
      ),
    ['translate status', 'translate status 2026-03-09-spring --locale nl'],
  );
  examples(
    translate
      .command('accept')
      .argument('[slug...]', 'issues')
      .description('record that a translation matches the current source')
      .option('--locale <locale>', 'one language only')
      .option(
        '--part <part...>',
        'only these parts, as "translate status" names them; with --interface, texts that are the same in both languages, such as email:links',
      )
      .option('--all', 'all issues')
      .option('--interface', 'the interface texts under locales/')
      .action((slugs, options) =>
        act(async (context) => (await import('../translate.ts')).accept(context, slugs, options)),
      ),
    ['translate accept 2026-03-09-spring --locale nl', 'translate accept 2026-03-09-spring --part body.3'],
  );
}
