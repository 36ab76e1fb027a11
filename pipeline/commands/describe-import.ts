import type { ImportCounts } from '../subscribers/import/count-kept.ts';

/** Describes the contents of a list, for comparison with the program that exported it. */
export function describeImport({ states, locales, lists }: ImportCounts, hasLists: boolean): string[] {
  const named = [...states].map(([name, count]): [string, number] => [stateNames[name] ?? name, count]);
  return [
    ...describeCounts('state', named, ''),
    ...describeCounts('language', [...locales], 'none'),
    ...(hasLists ? describeCounts('list', [...lists], 'on no list') : []),
  ];
}

/** The names of states in the programs that export lists. */
const stateNames: Readonly<Record<string, string>> = {
  unsubscribed: 'unsubscribed or disabled',
  operator: 'blocklisted',
};

function describeCounts(title: string, counts: readonly [string, number][], without: string): string[] {
  if (counts.length === 0) return [];
  const sorted = counts.toSorted(([, a], [, b]) => b - a);
  return [`  ${title.padEnd(9)}${sorted.map(([name, count]) => `${name || without} ${count}`).join(', ')}`];
}
