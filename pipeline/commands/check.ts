import { join } from 'node:path';
import type { OpenPublication } from '../check/open-publication.ts';
import { reportFindings } from '../check/report-findings.ts';
import { diskFiles } from '../foundation/files/disk-files.ts';
import {
  type CommandContext,
  cacheFolder,
  type ExitCode,
  packageRoot,
} from '../foundation/program/context.ts';
import { optionalPackage } from '../foundation/program/optional-package.ts';
import { exitCodeFor } from '../foundation/program/report-problems.ts';
import { watchFiles } from '../publication/watch-files.ts';
import { checkAll } from './check-all.ts';
import { type CheckFormat, printCheck } from './print-check.ts';

export interface CheckOptions {
  readonly strict?: boolean;
  readonly json?: boolean;
  readonly format?: CheckFormat;
  /** Whether to make the corrections that are safe. */
  readonly fix?: boolean;
  /** Whether to request every link. */
  readonly online?: boolean;
  /** Whether to run SpamAssassin on every edition. */
  readonly spam?: boolean;
  /** Whether to look up every word in a dictionary. */
  readonly spelling?: boolean;
  /** Whether to look at every ready edition in a browser. */
  readonly browser?: boolean;
  /** Whether to check again after every change, until a signal ends the command. */
  readonly watch?: boolean;
}

/** Checks the configuration, the templates, the interface texts, and these issues or all. */
export async function check(
  context: CommandContext,
  slugs: readonly string[],
  options: CheckOptions,
): Promise<ExitCode> {
  return options.watch ? watchAndCheck(context, slugs, options) : checkOnce(context, slugs, options);
}

/** Checks after each change. Returns the exit code of the last check that was finished. */
async function watchAndCheck(
  context: CommandContext,
  slugs: readonly string[],
  options: CheckOptions,
): Promise<ExitCode> {
  const { signal, terminal } = context;
  let code: ExitCode = 1;
  let wake = () => {};
  let changed = false;
  const notice = () => {
    changed = true;
    wake();
  };
  const onError = (error: Error) => terminal.note(error.message);
  const watcher = watchFiles([context.root, packageRoot], notice, onError);
  const files = diskFiles(context.root);
  const { followLogo } = await import('../publication/follow-logo.ts');
  signal.addEventListener('abort', () => wake(), { once: true });
  try {
    while (true) {
      changed = false;
      await followLogo(watcher, files);
      code = await checkOnce(context, slugs, options);
      terminal.note(
        `\u2014 ${context.clock().toTimeString().slice(0, 8)}: waiting for changes. Press Ctrl-C to stop.`,
      );
      // A file may have changed during the check.
      if (!changed && !signal.aborted)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      if (signal.aborted) return code;
    }
  } catch (error) {
    if (error !== signal.reason) throw error;
    return code;
  } finally {
    watcher.close();
  }
}

async function checkOnce(
  context: CommandContext,
  slugs: readonly string[],
  options: CheckOptions,
): Promise<ExitCode> {
  const mended = options.fix ? await (await import('./mend-files.ts')).mendFiles(context, slugs) : [];
  // Only a check of all issues without extra tools uses kept results. They lack the texts that the tools for
  // spelling, browsers and online checks need, and a check of some issues compares their links with those of
  // all others.
  const { online, spam, spelling, browser } = options;
  const isKept = slugs.length === 0 && !online && !spam && !spelling && !browser;
  const { issues, editions, report } = isKept
    ? await checkAll(context)
    : await checkChosen(context, slugs, options);
  context.signal.throwIfAborted();
  const { problems, silenced } = report;
  const result = { issues, editions, mended, problems, silenced };
  await printCheck(context, result, options.json ? 'json' : (options.format ?? 'pretty'));
  return exitCodeFor(problems, options);
}

async function checkChosen(
  context: CommandContext,
  slugs: readonly string[],
  options: CheckOptions,
): Promise<Awaited<ReturnType<typeof checkAll>>> {
  const { openPublication } = await import('../check/open-publication.ts');
  const opened = await openPublication(context, slugs, { signal: context.signal });
  if (options.online) await askForLinks(context, opened);
  if (options.spam) await askForSpam(context, opened);
  if (options.spelling) await spell(context, opened);
  if (options.browser) await lookInBrowser(context, opened, slugs);
  const { report, issues, rendered } = opened;
  const editions = rendered.reduce((sum, each) => sum + each.editions.length, 0);
  return { report, editions, issues: issues.map(({ slug }) => slug) };
}

async function askForLinks(context: CommandContext, opened: OpenPublication): Promise<void> {
  const { publication, issues, report } = opened;
  if (publication === undefined) return;
  const { checkOnline } = await import('../check/check-online.ts');
  const findings = await checkOnline(issues, {
    fetch,
    signal: context.signal,
    timeout: 10_000,
    clock: context.clock,
    cache: join(cacheFolder(context), 'links.json'),
    url: publication.newsletter.url,
    onAnswer: (done, all) => context.reporter.progress(`Requesting links \u2026 ${done} of ${all}`),
  });
  context.reporter.progress('');
  await reportFindings(diskFiles(context.root), findings, report);
}

/** Runs SpamAssassin on each edition, and reports the editions that get points. */
async function askForSpam(context: CommandContext, opened: OpenPublication): Promise<void> {
  const { publication, rendered, report } = opened;
  if (publication === undefined) return;
  const { composeTest } = await import('../dispatches/compose-test.ts');
  const { askSpamAssassin } = await import('../check/mail/ask-spamassassin.ts');
  const editions = rendered.flatMap((issue) => issue.editions);
  for (const [at, { edition, article }] of editions.entries()) {
    context.reporter.progress(`Running SpamAssassin \u2026 ${at + 1} of ${editions.length}`);
    const reader = { address: 'reader@example.org', name: undefined };
    const { raw } = await composeTest(context, publication.newsletter, edition, reader);
    const { points, required, rules } = await askSpamAssassin(raw, undefined, { signal: context.signal });
    if (points > 0) report.add('spam-points', { points, required, rules }, { file: article.file });
  }
  context.reporter.progress('');
}

async function spell({ root, reporter }: CommandContext, { issues, report }: OpenPublication): Promise<void> {
  const { checkSpelling } = await import('../check/check-spelling.ts');
  const { openSpeller } = await import('../check/spelling/open-speller.ts');
  const files = diskFiles(root);
  reporter.progress('Checking the spelling \u2026');
  const findings = await checkSpelling(issues, {
    files,
    open: (locale) => openSpeller(root, locale),
    now: () => performance.now(),
  });
  reporter.progress('');
  await reportFindings(files, findings, report);
}

async function lookInBrowser(
  context: CommandContext,
  { publication, rendered, issues, report }: OpenPublication,
  slugs: readonly string[],
): Promise<void> {
  // If a template has an error, nothing was rendered, and the report gives the reason.
  if (publication === undefined || rendered.length === 0) return;
  const { checkBrowser } = await import('../check/check-browser.ts');
  const { openPictureStore } = await import('../editions/picture-store.ts');
  const load = <Module>(name: string, part: () => Promise<Module>) =>
    optionalPackage(name, '--browser', part);
  const { openTab, version } = await load('axe-core', () => import('../check/browser/axe.ts'));
  const { openChromium } = await load('playwright-core', () => import('../check/browser/open-chromium.ts'));
  let browser: Awaited<ReturnType<typeof openChromium>> | undefined;
  const check = {
    files: diskFiles(context.root),
    pictures: openPictureStore(join(cacheFolder(context), 'site', 'pictures')),
    kept: join(cacheFolder(context), 'browser.json'),
    isWhole: slugs.length === 0,
    version,
    signal: context.signal,
    open: async () => {
      browser = await openChromium(context.environment['CHROMIUM_PATH']);
      return openTab(browser);
    },
    onIssue: (done: number, all: number) =>
      context.reporter.progress(`Looking at editions in a browser \u2026 ${done} of ${all}`),
  };
  try {
    await checkBrowser(publication, issues, check, report);
  } finally {
    await browser?.close();
    context.reporter.progress('');
  }
}
