import type { JournalLine } from '../state/place.ts';
import { everything } from './suppression-list.ts';

/**
 * What counts of the lines about each person, in their order. A return takes back what came before it. It stays
 * itself, since the database may know of a withdrawal that the lines do not have.
 */
export function lastWords(lines: readonly JournalLine[]): Map<string, readonly JournalLine[]> {
  const words = new Map<string, readonly JournalLine[]>();
  for (const line of lines) {
    const before = words.get(line.hash) ?? [];
    const isTakenBack = ({ scope }: JournalLine) =>
      line.kind === 'returned' && (line.scope === everything || line.scope === scope);
    words.set(line.hash, [...before.filter((each) => !isTakenBack(each)), line]);
  }
  return words;
}
