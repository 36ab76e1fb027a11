import { type ChildProcess, fork } from 'node:child_process';
import { siblingModule } from '../foundation/program/sibling-module.ts';
import type { Drawing, Drawn } from './draw-process.ts';
import type { EncodedPicture, PictureWish } from './encode-picture.ts';

/** In ms of processor time, so that a busy machine changes nothing. A usual drawing takes 100. */
const processorTime = 5_000;
/** Of the whole process, in bytes. Loading sharp and drawing a usual picture take a third of it. */
const memory = 400 * 2 ** 20;
/** In ms on the clock, for a process that hangs. */
const longest = 120_000;

/**
 * Draws an SVG in a process of its own. A drawing is a program: a few lines of nested `use` or a filter can take
 * minutes and gigabytes. Rejects when it takes more than `processorTime` or `memory`, and when it cannot be drawn.
 */
export function drawApart(original: Uint8Array, wish: PictureWish): Promise<EncodedPicture> {
  // One drawing after the other, so that the limits are those of one drawing.
  const drawn = last.then(() => drawNext(original, wish));
  last = drawn.catch(() => undefined);
  return drawn;
}

let last: Promise<unknown> = Promise.resolve();
/** Drawings that failed, with the reason: they fail at every width. */
const refused = new WeakMap<Uint8Array, Error>();
/** The process that waits for the next drawing. */
let idle: ChildProcess | undefined;

function drawNext(original: Uint8Array, wish: PictureWish): Promise<EncodedPicture> {
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
        // Whatever the reason was, the next drawing gets a fresh process.
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
  child.on('error', () => {}); // a process that cannot start also ends, and its end is what is reported
  return child;
}

/** Only while somebody waits for a drawing does the process keep this one alive. */
function letGo(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
}

function hold(child: ChildProcess): void {
  child.ref();
  child.channel?.ref();
}
