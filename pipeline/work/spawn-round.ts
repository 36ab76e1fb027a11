import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { RunNews } from '../foundation/program/context.ts';
import type { RoundEnd } from './keep-working.ts';
import type { RepeatFilter } from './repeat-filter.ts';

interface RoundOptions {
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The program that Node starts: the command line of Courant. */
  readonly program: string;
  readonly signal: AbortSignal;
  /** Receives the lines that the run prints: results, and news. */
  readonly lines: { readonly stdout: RepeatFilter; readonly stderr: RepeatFilter };
  /** Called for each message of the run. */
  readonly onNews: (news: RunNews) => void;
}

/**
 * Runs `courant run` in a separate process, so that each round uses the code and the content that are on the
 * disk. When the signal is aborted, the run finishes the work in progress and ends.
 */
export function spawnRound(options: RoundOptions): Promise<RoundEnd> {
  const { root, environment, program, signal, lines, onNews } = options;
  return new Promise((resolve, reject) => {
    // The child has its own process group. Otherwise Ctrl-C in a terminal would reach it a second time, and a
    // second signal ends it at once.
    const child = spawn(process.execPath, [...process.execArgv, program, 'run', '--root', root], {
      cwd: root,
      env: { ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    const stop = () => void child.kill('SIGTERM');
    let next: number | undefined;
    child.on('message', (news: RunNews) => {
      for (const moment of [news.next?.at, news.poll])
        if (moment !== undefined) next = Math.min(next ?? moment, moment);
      onNews(news);
    });
    for (const name of ['stdout', 'stderr'] as const) {
      const stream = child[name];
      lines[name].begin();
      if (stream) createInterface({ input: stream }).on('line', lines[name].line);
    }
    child.once('error', reject);
    child.once('close', (code) => {
      signal.removeEventListener('abort', stop);
      lines.stdout.end();
      lines.stderr.end();
      resolve({ code: code ?? undefined, next });
    });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
