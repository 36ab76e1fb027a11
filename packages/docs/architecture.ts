import { importsOf, roomOf, sourceFiles } from '../../test/house/source-files.ts';

/** The rooms of the pipeline, each with the rooms that it imports. Files beside the rooms are left out. */
export function readRooms(): Map<string, Set<string>> {
  const rooms = new Map<string, Set<string>>();
  for (const { from, to } of sourceFiles('pipeline').flatMap(importsOf)) {
    if (!/^pipeline\/\w+\//.test(from) || !/^pipeline\/\w+\//.test(to)) continue;
    const imported = rooms.get(roomOf(from)) ?? new Set();
    if (roomOf(from) !== roomOf(to)) imported.add(roomOf(to));
    rooms.set(roomOf(from), imported);
  }
  return rooms;
}

/**
 * The arrows without those that follow from others: if `site` imports `archive` and `archive` imports `content`,
 * an arrow from `site` to `content` says nothing new.
 */
export function reduceArrows(rooms: ReadonlyMap<string, ReadonlySet<string>>): [string, string][] {
  const reaches = (from: string, to: string): boolean =>
    [...(rooms.get(from) ?? [])].some((next) => next === to || reaches(next, to));
  return [...rooms].flatMap(([from, imported]) =>
    [...imported]
      .filter((to) => ![...imported].some((other) => other !== to && reaches(other, to)))
      .sort()
      .map((to): [string, string] => [from, to]),
  );
}

/** The picture in the language of Graphviz. */
export function toDot(arrows: readonly (readonly [string, string])[]): string {
  const lines = arrows.map(([from, to]) => `  ${from} -> ${to}`).sort();
  return [
    'digraph rooms {',
    '  graph [bgcolor=transparent, pad=0.2, nodesep=0.25, ranksep=0.45]',
    '  node [shape=box, style=rounded, fontname="sans-serif", fontsize=13, margin="0.18,0.05", height=0.4]',
    '  edge [arrowsize=0.6]',
    ...lines,
    '}',
    '',
  ].join('\n');
}
