import { diskFiles } from '../foundation/files/disk-files.ts';
import { ProblemError } from '../foundation/problems/problem.ts';
import type { CommandContext } from '../foundation/program/context.ts';
import { second } from '../foundation/time/durations.ts';
import { hasLogo, namedLogo } from '../publication/find-logo.ts';
import { followLogo } from '../publication/follow-logo.ts';
import { watchFiles } from '../publication/watch-files.ts';
import { type LoadedPages, loadPages } from './load-pages.ts';

interface ReloadOptions {
  /** The address from the command line. */
  readonly url?: string;
  /** The pages that the server shows at first. */
  readonly pages: LoadedPages;
  /** Makes the server show other pages. */
  readonly replace: (pages: LoadedPages) => Promise<void>;
}

/** How long the files must stay unchanged before they are loaded, in ms. A checkout changes many of them. */
const quietTime = second;

/**
 * Loads the public pages again after a change of newsletter.yaml, a text, a template, a theme or the logo. If
 * the changed files have errors, reports them and keeps the former pages.
 */
export function reloadPages(context: CommandContext, options: ReloadOptions): { close(): Promise<void> } {
  const { terminal, reporter } = context;
  const files = diskFiles(context.root);
  let logo = namedLogo(options.pages.publication.newsletter);
  let timer: NodeJS.Timeout | undefined;
  let loading = Promise.resolve();
  const load = async () => {
    try {
      logo = await followLogo(watcher, files, logo);
      const next = await loadPages(context, options);
      if (next === undefined) return;
      await options.replace(next);
      terminal.note('The public pages show the changed files.');
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      reporter.problems(error.problems);
    }
  };
  const onFailure = ({ message }: Error) =>
    terminal.note(`The changed files could not be loaded (${message}). The public pages stay as they are.`);
  const onBlind = ({ message }: Error) =>
    terminal.note(
      `The public pages do not follow changes of files (${message}). Restart the server to show them.`,
    );
  const watcher = watchFiles(
    [context.root],
    (paths) => {
      if (!paths.some((path) => isShown(path, logo))) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        loading = loading.then(load).catch(onFailure);
      }, quietTime);
    },
    onBlind,
  );
  watcher.follow(logo);
  return {
    async close() {
      watcher.close();
      clearTimeout(timer);
      await loading;
    },
  };
}

/** Whether the pages depend on a file. Issues are not part of them, but the logo may be beside the issues. */
function isShown(path: string, logo: string | undefined): boolean {
  return !path.startsWith('content/') || hasLogo(path, logo);
}
