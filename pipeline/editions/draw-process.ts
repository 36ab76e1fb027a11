import type { Problem, ProblemError } from '../foundation/problems/problem.ts';
import { type EncodedPicture, encodePictures, type PictureRequest } from './encode-picture.ts';
import { loadSharp } from './load-sharp.ts';

// The process that draws SVGs, started by `draw-in-process.ts`. It exits if a drawing takes too much
// processor time or memory. sharp draws on other threads, so this thread is free to measure.

export interface Drawing {
  readonly original: Uint8Array;
  readonly requests: readonly PictureRequest[];
  /** The processor time is in milliseconds. The memory is that of the whole process, in bytes. */
  readonly limits: { readonly processorTime: number; readonly memory: number };
}

export type Drawn =
  | { readonly pictures: readonly EncodedPicture[] }
  | { readonly refusal: string }
  /** What is wrong with this machine, not with the picture. */
  | { readonly problems: readonly Problem[] };

const lookEvery = 20;

process.on('message', async ({ original, requests, limits }: Drawing) => {
  const began = process.cpuUsage();
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(began);
    if ((user + system) / 1000 > limits.processorTime)
      giveUp(`it takes more than ${limits.processorTime / 1000} s to draw`);
    if (process.memoryUsage.rss() > limits.memory)
      giveUp(`it takes more than ${Math.round(limits.memory / 2 ** 20)} MB to draw`);
  }, lookEvery);
  const giveUp = (refusal: string) => {
    clearInterval(timer);
    // An ordinary exit would wait for the thread that is drawing.
    send({ refusal }, () => process.kill(process.pid, 'SIGKILL'));
  };
  try {
    send({ pictures: await encodePictures(original, requests) });
  } catch (error) {
    const { problems, message } = error as Error & Partial<ProblemError>;
    send(problems ? { problems } : { refusal: message });
  } finally {
    clearInterval(timer);
  }
});

// Loads sharp while this process waits for its first picture. A drawing reports it if that fails.
loadSharp().catch(() => {});

process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));

function send(drawn: Drawn, then: () => void = () => {}): void {
  process.send?.(drawn, then);
}
