#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError, Option } from 'commander';
import { addSubscribers } from './commands/subscribers-program.ts';
import { type CommandContext, type ExitCode, stateFolder } from './foundation/program/context.ts';
import { processTerminal } from './foundation/program/terminal.ts';

// Only what is needed to understand the command line is loaded here; each command loads the rest when it runs.

type Run = (context: CommandContext) => Promise<ExitCode>;

/** The command line of Courant. `start` is given what the chosen command does. */
export function createProgram(start: (run: Run, options: { root?: string }) => Promise<void>): Command {
  const program = new Command('courant')
    .description('A multilingual newsletter kept as files in git: checked, rendered, sent, archived.')
    .option('--root <folder>', 'the publication, in place of the working directory')
    .showHelpAfterError('(courant --help tells more)')
    .exitOverride()
    .configureHelp({ sortSubcommands: false });
  const act = (run: Run) => start(run, program.opts());
  const json = () => new Option('--json', 'the result as JSON');
  const examples = (command: Command, lines: readonly string[]) =>
    command
      .exitOverride()
      .addHelpText('after', `\nExamples:\n${lines.map((line) => `  courant ${line}`).join('\n')}`);

  examples(
    program
      .command('run')
      .description('the main job, for a schedule: check, build, archive, and send what is due')
      .addOption(json())
      .action((options) => act(async (context) => (await import('./commands/run.ts')).run(context, options))),
    ['run', 'run --json'],
  );
  examples(
    program
      .command('check')
      .argument('[slug...]', 'issues; all when none is named')
      .description('find what is wrong with the configuration, the templates, the texts and the issues')
      .option('--strict', 'let warnings fail too')
      .addOption(json())
      .action((slugs, options) =>
        act(async (context) => (await import('./commands/check.ts')).check(context, slugs, options)),
      ),
    ['check', 'check 2026-03-09-spring --strict', 'check --json'],
  );
  examples(
    program
      .command('build')
      .argument('[slug...]', 'issues; all when none is named')
      .description('render editions for looking at, with sample values in the place of personal parts')
      .option('--out <folder>', 'where to', '.courant/build')
      .option('--name <name>', 'the name that the sample reader goes by; none without it')
      .option(
        '--preview-dir <folder>',
        'the studio\u2019s views as files, for a pull request: no server needed',
      )
      .option('--against <revision>', 'with --preview-dir: what to compare with, such as origin/main')
      .addOption(json())
      .action((slugs, options) =>
        act(async (context) => (await import('./commands/build.ts')).build(context, slugs, options)),
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
      .command('send')
      .argument('[slug]', 'an issue; the latest ready one without it')
      .description('send an issue to its audience, once: by SMTP_URL, or into the outbox without it')
      .option('--dry-run', 'print who would get what, and send nothing')
      .option('--test <address>', 'send one edition to one address, outside of the ledger (needs SMTP_URL)')
      .option('--locale <locale>', 'with --test: which edition')
      .option('--name <name>', 'with --test: the name that the message is addressed to')
      .option('--outbox', 'into the outbox, even where SMTP_URL is set')
      .option('--correction', 'a new revision to everybody')
      .option('--pause', 'halt a dispatch that is under way, whichever process delivers it')
      .option('--resume', 'go on with a dispatch that was paused or stopped')
      .option('--cancel', 'end a dispatch for good; what was not sent stays unsent')
      .option('--retry-rejected', 'plan again what the server refused for good')
      .option('--resend-uncertain', 'plan again what may or may not have arrived (asks first)')
      .option('--accept-ledger', 'go on with a ledger that was put back from a backup (asks first)')
      .option('--yes', 'do not ask for confirmation')
      .option('--skip-public-check', 'do not ask whether the pages that the mail points at can be reached')
      .addOption(json())
      .action((slug, options) =>
        act(async (context) => (await import('./commands/send.ts')).send(context, slug, options)),
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
      .description('how the dispatches stand')
      .option('--watch', 'look again and again until everything is settled')
      .addOption(json())
      .action((slug, options) =>
        act(async (context) => (await import('./commands/status.ts')).status(context, slug, options)),
      ),
    ['status', 'status 2026-03-09-spring --json'],
  );
  examples(
    program
      .command('archive')
      .description('build the static site of all ready editions in dist/; only what has changed is made anew')
      .option('--verify [folder]', 'prove instead that a published folder is what this commit yields')
      .addOption(json())
      .action((options) =>
        act(async (context) => (await import('./commands/archive.ts')).archive(context, options)),
      ),
    ['archive', 'archive --json', 'archive --verify', 'archive --verify ../published'],
  );
  examples(
    program
      .command('new')
      .argument('<name>', 'the issue\u2019s name; the date is put in front')
      .description('begin an issue: a draft in every language')
      .addOption(new Option('--kind <kind>', 'what it is').choices(['article', 'digest']).default('article'))
      .option('--date <date>', 'the day that it bears: year-month-day')
      .action((name, options) =>
        act(async (context) => (await import('./commands/new-issue.ts')).newIssue(context, name, options)),
      ),
    ['new spring', 'new march --kind digest --date 2026-03-31'],
  );
  examples(
    program
      .command('studio')
      .description('see editions as you write them, translate, and look into the outbox, in the browser')
      .option('--port <port>', 'where to listen', '4000')
      .option('--host <host>', 'an address other than this machine\u2019s own; needs STUDIO_PASSWORD')
      .option(
        '--editor <address>',
        'how a place opens in your editor',
        'vscode://file/{file}:{line}:{column}',
      )
      .option('--no-open', 'do not open the browser')
      .action((options) =>
        act(async (context) => (await import('./commands/studio.ts')).studio(context, options)),
      ),
    ['studio', 'studio --port 4100 --no-open', 'studio --editor "zed://file/{file}:{line}:{column}"'],
  );
  addTranslate(program, act, json, examples);
  examples(
    program
      .command('serve')
      .description('the public pages: subscribe, preferences, unsubscribe, export and erase')
      .option('--port <port>', 'where to listen', '8025')
      .option('--host <host>', 'the address to listen at', '127.0.0.1')
      .option('--url <url>', 'where the pages are for people, in place of newsletter.yaml\u2019s')
      .action((options) =>
        act(async (context) => (await import('./commands/serve.ts')).serve(context, options)),
      ),
    ['serve', 'serve --port 8080 --url https://news.example.org'],
  );
  addSubscribers(program, { act, json, examples });
  return program;
}

function addTranslate(
  program: Command,
  act: (run: Run) => Promise<void>,
  json: () => Option,
  examples: (command: Command, lines: readonly string[]) => Command,
): void {
  const translate = program.command('translate').description('how far the translations are').exitOverride();
  examples(
    translate
      .command('status')
      .argument('[slug...]', 'issues; all when none is named')
      .description('what is done, missing, stale and left over, per issue and language')
      .option('--locale <locale>', 'one language alone')
      .addOption(json())
      .action((slugs, options) =>
        act(async (context) => (await import('./commands/translate.ts')).status(context, slugs, options)),
      ),
    ['translate status', 'translate status 2026-03-09-spring --locale nl'],
  );
  examples(
    translate
      .command('accept')
      .argument('[slug...]', 'issues')
      .description('record that a translation says what its source says now')
      .option('--locale <locale>', 'one language alone')
      .option('--part <part...>', 'these parts alone, by the names that "translate status" gives')
      .option('--all', 'all issues')
      .option('--interface', 'the interface texts under locales/')
      .action((slugs, options) =>
        act(async (context) => (await import('./commands/translate.ts')).accept(context, slugs, options)),
      ),
    ['translate accept 2026-03-09-spring --locale nl', 'translate accept 2026-03-09-spring --part body.3'],
  );
}

/** Runs the command that the process was started with, and returns its exit code. */
export async function main(process: NodeJS.Process): Promise<ExitCode> {
  const terminal = processTerminal(process);
  const controller = new AbortController();
  const stop = () => {
    // The first signal asks to finish, the second one does not ask.
    process.once('SIGINT', () => process.exit(130));
    process.once('SIGTERM', () => process.exit(143));
    terminal.note('Stopping \u2026 (once more to stop at once)');
    controller.abort();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // Whoever reads the result has seen enough of it: `courant subscribers list | head`.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  let code: ExitCode = 0;
  const program = createProgram(async (run, { root }) => {
    const { resolve } = await import('node:path');
    const context: CommandContext = {
      root: resolve(root ?? process.cwd()),
      environment: process.env,
      terminal,
      clock: () => new Date(),
      signal: controller.signal,
    };
    code = await guard(context, run);
  });
  try {
    await program.parseAsync(process.argv);
    return code;
  } catch (error) {
    // Commander has printed what was wrong, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

/** Problems that end a command are told like all others; anything else is a fault of Courant, and is shown whole. */
async function guard(context: CommandContext, run: Run): Promise<ExitCode> {
  const { protectStateFolder } = await import('./foundation/files/state-folder.ts');
  const closed = protectStateFolder(stateFolder(context));
  if (closed > 0)
    context.terminal.note(
      `.courant was open to other users of this machine. It is now yours alone (${closed} files).`,
    );
  try {
    return await run(context);
  } catch (error) {
    const { ProblemError } = await import('./foundation/problems/problem.ts');
    if (!(error instanceof ProblemError)) throw error;
    const { reportProblems } = await import('./foundation/program/report-problems.ts');
    context.terminal.progress('');
    reportProblems(context, error.problems);
    return 1;
  } finally {
    // The command may have been the first to put anything there.
    protectStateFolder(stateFolder(context));
  }
}

/** Where the code of one start is kept compiled for the next: half of a short command is loading. */
const codeCache = fileURLToPath(new URL('../node_modules/.cache/courant', import.meta.url));

if (import.meta.main) {
  enableCompileCache(codeCache);
  process.exitCode = await main(process);
}
