/**
 * Memory for messages. A message that was sent gives its memory to the next one. V8 counts the memory outside of its
 * heap, and it would mark the whole heap for every few hundred messages of 40 kB.
 */
export function createMessageMemory() {
  const free: Buffer[] = [];

  return {
    /** Takes memory for `size` bytes or a little more, with any content. */
    take(size: number): Buffer {
      const kept = free.pop();
      return kept && kept.length >= size
        ? kept
        : Buffer.allocUnsafeSlow((Math.floor(size / step) + 2) * step);
    },
    giveBack(memory: Buffer): void {
      if (free.length < most) free.push(memory);
    },
  };
}

/** In bytes. The messages of an edition differ by less. */
const step = 4096;
/** About as many messages as are composed and under way at a time. */
const most = 128;
