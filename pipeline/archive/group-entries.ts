import type { EditionEntry } from './issue-entry.ts';

/** Groups editions by the year of their date, and keeps their order. */
export function yearsOf(entries: readonly EditionEntry[]): Map<string, EditionEntry[]> {
  return group(entries, ({ date }) => [date.slice(0, 4)]);
}

/** Groups editions by the slugs of their topics. */
export function topicsOf(entries: readonly EditionEntry[]): Map<string, EditionEntry[]> {
  return group(entries, ({ topics }) => [...new Set(topics.map(({ slug }) => slug))].filter(Boolean));
}

function group(
  entries: readonly EditionEntry[],
  keysOf: (entry: EditionEntry) => readonly string[],
): Map<string, EditionEntry[]> {
  const groups = new Map<string, EditionEntry[]>();
  for (const entry of entries) {
    for (const key of keysOf(entry)) {
      const members = groups.get(key);
      if (members) members.push(entry);
      else groups.set(key, [entry]);
    }
  }
  return groups;
}
