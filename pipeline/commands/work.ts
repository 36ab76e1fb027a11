import { join } from 'node:path';
import { forgetPullOutage } from '../dispatches/pull-outage.ts';
import { createProblem } from '../foundation/problems/problem.ts';
import {
  type CommandContext,
  type ExitCode,
  packageRoot,
  type RunNews,
  stateFolder,
} from '../foundation/program/context.ts';
import { optionalPackage } from '../foundation/program/optional-package.ts';
import { minute } from '../foundation/time/durations.ts';
import { type Wait, waitFor } from '../foundation/time/wait.ts';
import { wallClock } from '../foundation/time/wall-clock.ts';
import { type Calls, keepWorking } from '../work/keep-working.ts';
import { pullChanges } from '../work/pull-changes.ts';
import { createRepeatFilter } from '../work/repeat-filter.ts';
import { spawnRound } from '../work/spawn-round.ts';
import { wakeOnChange } from '../work/wake-on-change.ts';
import { createWaker } from '../work/waker.ts';
import { watchPulls } from './watch-pulls.ts';

interface WorkOptions {
  /** Whether to pull from git before each run. */
  readonly pull?: boolean;
  /** The longest time between two runs, in ms. */
  readonly every: number;
}

/** Starts `courant run` whenever there is work to do, until a signal stops it. */
export async function work(context: CommandContext, { pull, every }: WorkOptions): Promise<ExitCode> {
  const { root, environment, terminal, signal } = context;
  const wait = context.wait ?? waitFor;
  // First, because a process that watches files would not end if this fails.
  const calls = await callsOf(context, wait);
  const waker = createWaker();
  const watcher = await wakeOnChange(root, waker, ({ message }) =>
    terminal.note(
      `Courant cannot watch files for changes (${message}). A run every ${every / minute} minutes picks them up.`,
    ),
  );
  const lines = {
    stdout: createRepeatFilter(terminal.print),
    stderr: createRepeatFilter(terminal.note),
  };
  const program = join(packageRoot, 'bin/courant.cjs');
  const showNext = nextPrinter(context);
  // What an earlier process with --pull may have left.
  if (!pull) forgetPullOutage(stateFolder(context));
  try {
    await keepWorking({
      pull: pull ? puller(context) : undefined,
      round(onDispatch) {
        const onNews = (news: RunNews) => {
          showNext(news);
          if (news.dispatching !== undefined) onDispatch();
        };
        return spawnRound({ root, environment, program, signal, lines, onNews });
      },
      every,
      waker,
      calls,
      clock: () => context.clock().getTime(),
      wait,
      signal,
    });
  } finally {
    watcher.close();
    await calls?.close();
  }
  return 0;
}

/** Opens the queue through which machines with the same PostgreSQL database share the work. */
async function callsOf({ environment, terminal }: CommandContext, wait: Wait): Promise<Calls | undefined> {
  const databaseUrl = environment['DATABASE_URL'];
  if (!databaseUrl) return undefined;
  const purpose = '"courant work" with DATABASE_URL';
  const load = () => optionalPackage('pg', purpose, () => import('../work/calls.ts'));
  const { openCalls } = await optionalPackage('pg-boss', purpose, load);
  const onFailure = (message: string) =>
    terminal.note(
      `Courant cannot reach the other machines (${message}). Until it can, this one works alone.`,
    );
  return openCalls({ databaseUrl, wait, onFailure });
}

/** Prints the next moment when it has changed. */
function nextPrinter({ terminal }: CommandContext) {
  let last: number | undefined;
  return ({ next }: RunNews) => {
    if (next === undefined || next.at === last) return;
    last = next.at;
    terminal.note(`The next moment is ${wallClock(next.at, next.timeZone)}.`);
  };
}

/** Returns a function that pulls, and resolves to false after it has reported a failure. */
function puller(context: CommandContext): () => Promise<boolean> {
  const { root, environment, signal, reporter } = context;
  const watch = watchPulls(context);
  return async () => {
    const reason = await pullChanges(root, environment, signal);
    if (signal.aborted) return reason === undefined;
    if (reason === undefined) await watch.worked();
    else {
      reporter.problems([createProblem('pull-failed', { reason })]);
      await watch.failed();
    }
    return reason === undefined;
  };
}
