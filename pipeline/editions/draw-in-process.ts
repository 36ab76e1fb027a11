import { type ChildProcess, fork } from 'node:child_process';
import { siblingModule } from '../foundation/program/sibling-module.ts';
import type { Drawing, Drawn } from './draw-process.ts';
import type { EncodedPicture, PictureRequest } from './encode-picture.ts';

/** In ms of processor time, so that the load of the machine does not matter. A typical drawing takes 100. */
const processorTime = 5_000;
/** Of the whole process, in bytes. Loading sharp and drawing a typical picture take a third of it. */
const memory = 400 * 2 ** 20;
/** In ms on the clock, for a process that hangs. */
const longest = 120_000;

/**
 * Draws an SVG in a separate process. A drawing is a program: a few lines of nested `use` or a filter can
 * take minutes and gigabytes. Rejects when it takes more than `processorTime` or `memory`, or when it cannot
 * be drawn.
 */
export function drawInProcess(original: Uint8Array, wish: PictureRequest): Promise<EncodedPicture> {
  // One drawing at a time, so that the limits apply to one drawing.
  const drawn = last.then(() => drawNext(original, wish));
  last = drawn.catch(() => undefined);
  return drawn;
}

let last: Promise<unknown> = Promise.resolve();
/** Drawings that failed, each with the reason. They fail at every width. */
const refused = new WeakMap<Uint8Array, Error>();
/** The idle process that will draw the next picture. */
let idle: ChildProcess | undefined;

function drawNext(original: Uint8Array, wish: PictureRequest): Promise<EncodedPicture> {
  const former = refused.get(original);
  if (former !== undefined) return Promise.reject(former);
  const child = idle ?? start();
  idle = undefined;
  hold(child);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), longest);
    let refusal = 'the process that draws it ended';
    child.once('exit', () => {
      clearTimeout(timer);
      const error = new Error(refusal);
      refused.set(original, error);
      reject(error);
    });
    child.once('message', (drawn: Drawn) => {
      if ('refusal' in drawn) {
        // Whatever the reason, the next drawing gets a new process.
        refusal = drawn.refusal;
        child.kill('SIGKILL');
        return;
      }
      clearTimeout(timer);
      child.removeAllListeners('exit');
      child.once('exit', () => {
        if (idle === child) idle = undefined;
      });
      idle = child;
      letGo(child);
      resolve(drawn.picture);
    });
    child.send({ original, wish, limits: { processorTime, memory } } satisfies Drawing);
  });
}

function start(): ChildProcess {
  const child = fork(siblingModule(import.meta.url, 'draw-process'), {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.on('error', () => {}); // A process that cannot start also emits "exit", which reports it.
  return child;
}

/** The child keeps this process alive only while a caller waits for a drawing. */
function letGo(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}

function hold(child: ChildProcess): void {
  child.ref();
  child.channel?.ref();
}
