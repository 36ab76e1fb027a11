import { hash } from 'node:crypto';

/** The addresses that the import has read so far, with the line of each. */
interface SeenAddresses {
  /** The line on which the address first occurred, which is `line` for a new address. */
  firstLine(normalised: string, line: number): number;
}

/**
 * Stores 16 bytes per address instead of the address: a million take 32 MB. Two addresses count as one when
 * 96 bits of their SHA-256 agree, which does not happen in practice.
 */
export function createSeenAddresses(): SeenAddresses {
  let capacity = 1 << 12;
  let count = 0;
  let table = new Uint32Array(capacity * 4);

  const slotOf = (a: number, b: number, c: number) => {
    for (let slot = a & (capacity - 1); ; slot = (slot + 1) & (capacity - 1)) {
      const at = slot * 4;
      if (table[at + 3] === 0 || (table[at] === a && table[at + 1] === b && table[at + 2] === c)) return at;
    }
  };
  const grow = () => {
    const former = table;
    capacity *= 2;
    table = new Uint32Array(capacity * 4);
    for (let at = 0; at < former.length; at += 4)
      if (former[at + 3] !== 0)
        table.set(
          former.subarray(at, at + 4),
          slotOf(former[at] ?? 0, former[at + 1] ?? 0, former[at + 2] ?? 0),
        );
  };

  return {
    firstLine(normalised, line) {
      const digest = hash('sha256', normalised, 'buffer');
      const [a, b, c] = [digest.readUInt32LE(0), digest.readUInt32LE(4), digest.readUInt32LE(8)];
      const at = slotOf(a, b, c);
      const known = table[at + 3] ?? 0;
      if (known !== 0) return known;
      table.set([a, b, c, line], at);
      if (++count > capacity * 0.7) grow();
      return line;
    },
  };
}
