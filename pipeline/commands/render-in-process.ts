import { fork } from 'node:child_process';
import { createProblem, type Problem, ProblemError } from '../foundation/problems/problem.ts';
import { childEnvironment } from '../foundation/program/child-environment.ts';
import type { Folders, ProgramContext } from '../foundation/program/context.ts';
import { siblingModule } from '../foundation/program/sibling-module.ts';
import type { OpenedToSend } from './opened-to-send.ts';

/** The first message to the process: what to render. */
export interface RenderRequest {
  readonly root: string;
  readonly folders: Partial<Folders> | undefined;
  /** The moment of the check, in milliseconds since 1970. */
  readonly asOf: number;
  readonly slug: string | undefined;
}

/** A message of the process. The last one has the issue, or the problems that ended the check. */
export type RenderNews =
  | { readonly progress: string }
  | { readonly opened: OpenedToSend }
  | { readonly failed: readonly Problem[] };

/**
 * With a small young generation, V8 collects garbage sooner. Rendering an issue then needs 50 MB less, and no
 * more processor time.
 */
const youngGeneration = '--max-semi-space-size=1';
/**
 * One issue is rendered before optimised code would pay. Without V8's optimising compilers, which run on other
 * threads, this takes as long, but a fifth less processor time and 7 MB less. To find the latest issue, all are
 * read, and that needs the compilers.
 */
const withoutCompilers = ['--no-opt', '--no-maglev'];

/**
 * Checks and renders an issue in a separate process, which has ended when this returns. MJML, the check, the
 * model of the language detector and the templates need more memory than a dispatch, which may take hours. A
 * thread would not do: the C library keeps most of the memory of a thread that has ended. With one arena for
 * all threads (MALLOC_ARENA_MAX), it also keeps less for this process and for those that draw.
 */
export function renderInProcess(
  { root, folders, clock, reporter }: ProgramContext,
  slug: string | undefined,
): Promise<OpenedToSend> {
  const child = fork(siblingModule(import.meta.url, 'render-process'), {
    serialization: 'advanced',
    execArgv: [...process.execArgv, youngGeneration, ...(slug === undefined ? [] : withoutCompilers)],
    env: { MALLOC_ARENA_MAX: '1', ...childEnvironment() },
    // Otherwise Ctrl-C in a terminal would also end this process, or the one that draws a picture for it. On
    // Windows, a detached process would open a window.
    detached: process.platform !== 'win32',
  });
  return new Promise((resolve, reject) => {
    let last: Exclude<RenderNews, { progress: string }> | undefined;
    child.on('message', (news: RenderNews) => {
      if ('progress' in news) reporter.progress(news.progress);
      else last = news;
    });
    child.once('error', reject);
    child.once('close', (_, signal) => {
      if (last !== undefined && 'opened' in last) resolve(last.opened);
      else if (last !== undefined) reject(new ProblemError(last.failed));
      else reject(new ProblemError([createProblem('render-ended', { signal: signal ?? undefined })]));
    });
    child.send({ root, folders, asOf: clock().getTime(), slug } satisfies RenderRequest, () => {});
  });
}
