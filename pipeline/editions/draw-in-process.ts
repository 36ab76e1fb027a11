import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { isMainThread } from 'node:worker_threads';
import { createProblem, ProblemError } from '../foundation/problems/problem.ts';
import { childEnvironment } from '../foundation/program/child-environment.ts';
import { siblingModule } from '../foundation/program/sibling-module.ts';
import type { Drawing, Drawn } from './draw-process.ts';
import type { EncodedPicture, PictureRequest } from './encode-picture.ts';

/**
 * The limit in milliseconds of processor time, so that the load of the machine makes no difference. All
 * files of a typical drawing take 200.
 */
const processorTime = 5_000;
/**
 * The limit for the whole process, in bytes. Loading sharp and drawing a typical picture takes a third of it.
 */
const memory = 400 * 2 ** 20;
/** The limit in milliseconds of real time, for a process that hangs. */
const longest = 120_000;
/** With a small young generation, V8 collects garbage sooner, and the process needs 5 MB less. */
const youngGeneration = '--max-semi-space-size=1';
/**
 * How long an idle process waits for another drawing, in milliseconds. It holds more than 100 MB, and starting
 * another one takes 100 ms.
 */
let longestIdle = 1_000;

/** The drawing process was ended from outside, so the picture is probably sound. */
export class DrawingEnded extends Error {
  readonly signal: string;
  constructor(signal: string) {
    super(`the process that was drawing it was ended by ${signal}`);
    this.signal = signal;
  }
}

/** The signals with which the system, a person or a service manager ends a process. A picture causes others. */
const fromOutside: readonly (string | null)[] = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'];

/**
 * Draws an SVG in a separate process, in all these forms and sizes. An SVG is a program: a few lines of nested
 * `use`, or a filter, can take minutes and gigabytes. Rejects if the drawing takes more than `processorTime` or
 * `memory`, or if it cannot be drawn; with `DrawingEnded` if something else ended the process, and with a `ProblemError`
 * if this machine cannot draw. `signal` ends the drawing.
 */
export async function drawInProcess(
  original: Uint8Array,
  requests: readonly PictureRequest[],
  signal?: AbortSignal,
): Promise<readonly EncodedPicture[]> {
  if (drawing >= most) await new Promise<void>((resolve) => waiting.push(resolve));
  else drawing++;
  try {
    signal?.throwIfAborted();
    return await drawNext(original, requests, signal);
  } finally {
    const next = waiting.shift();
    if (next) next();
    else drawing--;
  }
}

/**
 * The maximum number of simultaneous drawings. Each has its own process, so that the limits apply to one
 * drawing. A worker of the archive draws one at a time, because there is already one worker for each core.
 */
let most = isMainThread ? Math.min(4, Math.max(2, availableParallelism())) : 1;
let drawing = 0;
/**
 * From now on, draws one picture at a time, and keeps no idle process: each process holds more than 100 MB. For
 * a process that must need little memory.
 */
export function drawOneByOne(): void {
  most = 1;
  longestIdle = 0;
}

/** Called one by one, as drawings end. */
const waiting: (() => void)[] = [];
/** The idle processes, which will draw the next pictures, and the timers that end them. */
const idle = new Map<ChildProcess, NodeJS.Timeout>();

/**
 * Starts a process that draws, for a caller that needs one soon. It ends if it gets no picture for this time, in
 * milliseconds.
 */
export function startDrawing(longest: number): void {
  const child = start();
  if (child.pid !== undefined) letGo(child, longest); // Otherwise, the drawing reports why none can be started.
}

function drawNext(
  original: Uint8Array,
  requests: readonly PictureRequest[],
  signal: AbortSignal | undefined,
): Promise<readonly EncodedPicture[]> {
  const [child = start()] = idle.keys();
  clearTimeout(idle.get(child));
  idle.delete(child);
  hold(child);
  return new Promise((resolve, reject) => {
    if (child.pid === undefined) {
      // It never emits "exit".
      child.once('error', (cause: NodeJS.ErrnoException) => reject(unstarted(cause)));
      return;
    }
    let refusal: Error | undefined;
    const refuse = (reason: Error) => {
      refusal = reason;
      child.kill('SIGKILL');
    };
    const giveUp = () => refuse(new Error(`it takes more than ${longest / 1000} s to draw`));
    const timer = setTimeout(giveUp, longest);
    const abort = () => refuse(new Error('nobody needs it'));
    signal?.addEventListener('abort', abort, { once: true });
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    };
    const end = (code: number | null, ending: NodeJS.Signals | null) => {
      settle();
      if (refusal === undefined && ending !== null && fromOutside.includes(ending)) {
        reject(new DrawingEnded(ending));
      } else {
        reject(refusal ?? new Error(`the process that was drawing it ended with ${ending ?? code}`));
      }
    };
    // The process kills itself after it has sent a refusal, which may arrive after its end.
    child.once('exit', (code, signal) => {
      if (child.connected) child.once('disconnect', () => end(code, signal));
      else end(code, signal);
    });
    child.once('message', (drawn: Drawn) => {
      if (!('pictures' in drawn)) {
        // After any failure, the next drawing gets a new process.
        refuse('problems' in drawn ? new ProblemError(drawn.problems) : new Error(drawn.refusal));
        return;
      }
      settle();
      child.removeAllListeners('exit');
      letGo(child);
      resolve(drawn.pictures);
    });
    child.send({ original, requests, limits: { processorTime, memory } } satisfies Drawing);
  });
}

function start(): ChildProcess {
  const child = fork(siblingModule(import.meta.url, 'draw-process'), {
    serialization: 'advanced',
    execArgv: [youngGeneration],
    env: childEnvironment(),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // Otherwise Ctrl-C in a terminal would also end this process, and the picture would be blamed. It ends with the
    // process that started it. On Windows, a detached process would open a window.
    detached: process.platform !== 'win32',
  });
  child.on('error', () => {}); // Reported by the drawing that waits for the process.
  return child;
}

function unstarted(cause: NodeJS.ErrnoException): ProblemError {
  const { code = cause.message } = cause;
  return new ProblemError([createProblem('drawing-unstarted', { code }, undefined, { cause })]);
}

/**
 * Lets this process end while the child is idle: only a caller that waits for a drawing keeps it alive. Ends the
 * child if nobody needs it soon.
 */
function letGo(child: ChildProcess, longest = longestIdle): void {
  const timer = setTimeout(() => {
    idle.delete(child);
    child.disconnect(); // The child then ends.
  }, longest);
  idle.set(child, timer.unref());
  child.once('exit', () => idle.delete(child));
  child.unref();
  child.channel?.unref();
}

function hold(child: ChildProcess): void {
  child.ref();
  child.channel?.ref();
}
