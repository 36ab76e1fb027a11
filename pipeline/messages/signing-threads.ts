import type { KeyObject } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { createSigningThread, type SigningThread } from './signing-thread.ts';

/** At this many open requests for each thread, another thread starts, because messages wait for their signatures. */
const backlog = 4;

/**
 * Signs with one key on as many threads as the messages need, and on at most one less than the machine has
 * cores, because one thread talks to the mail server. Libuv's pool would use four threads on every machine;
 * on two cores, they slow that thread down.
 */
export function createSigningThreads(
  key: KeyObject,
  { limit = Math.max(1, availableParallelism() - 1), create = createSigningThread } = {},
): Pick<SigningThread, 'sign'> {
  const threads = [create(key)];

  return {
    sign(data) {
      const free = threads.reduce((least, thread) => (thread.open < least.open ? thread : least));
      if (free.open < backlog || threads.length === limit) return free.sign(data);
      const another = create(key);
      threads.push(another);
      return another.sign(data);
    },
  };
}
