import type { JournalLine } from '../state/place.ts';
import { everything } from './suppression-list.ts';

/**
 * The lines about each person that still have an effect, in order. A return cancels earlier withdrawals. The
 * return itself stays, because the database may have a withdrawal that the lines lack.
 */
export function effectiveLines(lines: readonly JournalLine[]): Map<string, readonly JournalLine[]> {
  const words = new Map<string, readonly JournalLine[]>();
  for (const line of lines) {
    const before = words.get(line.hash) ?? [];
    const isTakenBack = ({ scope }: JournalLine) =>
      line.kind === 'returned' && (line.scope === everything || line.scope === scope);
    words.set(line.hash, [...before.filter((each) => !isTakenBack(each)), line]);
  }
  return words;
}
