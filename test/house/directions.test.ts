import { describe, expect, it } from 'vitest';
import { type Import, importsOf, roomOf, sourceFiles } from './source-files.ts';

const files = sourceFiles('pipeline');
const imports = files.flatMap(importsOf).filter(({ to }) => to.startsWith('pipeline/'));
const running = imports.filter(({ isType }) => !isType);

/** Each arrow between rooms, once. */
function arrows(between: readonly Import[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { from, to } of between) {
    if (roomOf(from) === roomOf(to)) continue;
    found.set(roomOf(from), (found.get(roomOf(from)) ?? new Set()).add(roomOf(to)));
  }
  return found;
}

/** The circles in a graph: each as the way around it. */
function circles(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (node: string, way: readonly string[]): void => {
    const at = way.indexOf(node);
    if (at >= 0) found.push([...way.slice(at), node].join(' → '));
    if (at >= 0 || done.has(node)) return;
    for (const next of graph.get(node) ?? []) walk(next, [...way, node]);
    done.add(node);
  };
  for (const node of graph.keys()) walk(node, []);
  return found;
}

describe('the rooms of the pipeline', () => {
  it('lead one way: no arrow points back when the program runs', () => {
    expect(circles(arrows(running))).toEqual([]);
  });

  it('are entered in this order', () => {
    const graph = arrows(running);
    const order: string[] = [];
    const visit = (room: string): void => {
      if (order.includes(room)) return;
      for (const next of [...(graph.get(room) ?? [])].sort()) visit(next);
      order.push(room);
    };
    for (const room of [...new Set(files.map(roomOf))].sort()) visit(room);
    const place = (room: string) => order.indexOf(room);
    // content → editions → messages → delivery | archive
    for (const [before, after] of [
      ['problems', 'sources'],
      ['sources', 'config'],
      ['sources', 'content'],
      ['content', 'editions'],
      ['locales', 'publication'],
      ['templates', 'editions'],
      ['editions', 'archive'],
      ['editions', 'publication'],
      ['archive', 'publication'],
      ['publication', 'commands'],
      ['messages', 'commands'],
      ['delivery', 'commands'],
    ] as const) {
      expect(place(before), `${before} before ${after}`).toBeLessThan(place(after));
    }
  });

  it('let delivery know of messages and editions by their shape alone', () => {
    const known = arrows(running);
    expect([...(known.get('messages') ?? [])].sort()).not.toContain('delivery');
    expect([...(known.get('editions') ?? [])].sort()).not.toContain('messages');
    expect([...(known.get('content') ?? [])].sort()).not.toContain('editions');
    for (const room of ['problems', 'files']) {
      expect([...(known.get(room) ?? [])].filter((to) => !['problems', 'files'].includes(to))).toEqual([]);
    }
  });
});

describe('the files of the pipeline', () => {
  it('lead in no circle, not even by types within a room', () => {
    const graph = new Map(files.map((file) => [file, new Set<string>()]));
    for (const { from, to, isType } of imports) {
      if (isType && roomOf(from) !== roomOf(to)) continue;
      graph.get(from)?.add(to);
    }
    expect(circles(graph)).toEqual([]);
  });
});
