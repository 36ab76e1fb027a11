import { join } from 'node:path';
import { createProblem } from '../foundation/problems/problem.ts';
import {
  type CommandContext,
  type ExitCode,
  packageRoot,
  type RunNews,
} from '../foundation/program/context.ts';
import { minute } from '../foundation/time/durations.ts';
import { waitFor } from '../foundation/time/wait.ts';
import { wallClock } from '../foundation/time/wall-clock.ts';
import { keepWorking } from '../work/keep-working.ts';
import { pullChanges } from '../work/pull-changes.ts';
import { createRepeatFilter } from '../work/repeat-filter.ts';
import { spawnRound } from '../work/spawn-round.ts';
import { wakeOnChange } from '../work/wake-on-change.ts';
import { createWaker } from '../work/waker.ts';

export interface WorkOptions {
  /** Pulls from git before each run. */
  readonly pull?: boolean;
  /** The longest time between two runs, in ms. */
  readonly every: number;
}

/** Starts `courant run` at each moment that has something to do, until a signal stops it. */
export async function work(context: CommandContext, { pull, every }: WorkOptions): Promise<ExitCode> {
  const { root, environment, terminal, signal } = context;
  const waker = createWaker();
  const watcher = wakeOnChange(root, waker, ({ message }) =>
    terminal.note(
      `Changes of files cannot be watched (${message}). A run every ${every / minute} minutes finds them.`,
    ),
  );
  const lines = createRepeatFilter(terminal.print);
  const program = join(packageRoot, 'bin/courant.cjs');
  const onNews = nextPrinter(context);
  try {
    await keepWorking({
      pull: pull ? () => pullOrTell(context) : undefined,
      round: () => spawnRound({ root, environment, program, signal, lines, onNews }),
      every,
      waker,
      clock: () => context.clock().getTime(),
      wait: context.wait ?? waitFor,
      signal,
    });
  } finally {
    watcher.close();
  }
  return 0;
}

/** Prints the next moment when it is another one than before. */
function nextPrinter({ terminal }: CommandContext) {
  let last: number | undefined;
  return ({ next }: RunNews) => {
    if (next === undefined || next.at === last) return;
    last = next.at;
    terminal.note(`The next moment is ${wallClock(next.at, next.timeZone)}.`);
  };
}

async function pullOrTell({ root, environment, signal, reporter }: CommandContext): Promise<boolean> {
  const reason = await pullChanges(root, environment, signal);
  if (reason !== undefined && !signal.aborted) reporter.problems([createProblem('pull-failed', { reason })]);
  return reason === undefined;
}
