import { describe, expect, it } from 'vitest';
import { type Import, importsOf, roomOf, sourceFiles } from './source-files.ts';

const files = sourceFiles('pipeline');
const imports = files.flatMap(importsOf).filter(({ to }) => to.startsWith('pipeline/'));

/** The arrows between rooms, or between sub-rooms. An import of a type alone is an arrow too. */
function arrows(between: readonly Import[], placeOf: (file: string) => string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { from, to } of between) {
    if (placeOf(from) === placeOf(to)) continue;
    found.set(placeOf(from), (found.get(placeOf(from)) ?? new Set()).add(placeOf(to)));
  }
  return found;
}

/** The folder of a file: `delivery/ledger`; `delivery` for a file directly in the room. */
function subRoomOf(file: string): string {
  return file.split('/').slice(1, -1).slice(0, 2).join('/') || roomOf(file);
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
  it('lead one way, counting imports of types', () => {
    expect(circles(arrows(imports, roomOf))).toEqual([]);
  });

  it('follow the way of an issue', () => {
    const order = visitOrder(arrows(imports, roomOf));
    const ways = [
      ['foundation', 'publication', 'content', 'editions', 'archive', 'check', 'site', 'commands'],
      ['foundation', 'store', 'state', 'subscribers', 'messages', 'delivery', 'dispatches', 'commands'],
      ['editions', 'messages', 'delivery'],
      ['delivery', 'server', 'check', 'studio', 'commands'],
    ];
    for (const way of ways) expect(way.toSorted((a, b) => order.indexOf(a) - order.indexOf(b))).toEqual(way);
  });

  it('keep apart what must not know of each other', () => {
    const known = arrows(imports, roomOf);
    const knows = (room: string) => [...(known.get(room) ?? [])];
    expect(knows('foundation')).toEqual([]);
    expect(knows('store')).toEqual(['foundation']);
    expect(knows('content')).not.toContain('editions');
    expect(knows('editions')).not.toContain('messages');
    expect(knows('messages')).not.toContain('delivery');
    expect(knows('dispatches')).not.toContain('commands');
  });
});

/** The rooms from the bottom up: each comes after all that it imports. */
function visitOrder(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const order: string[] = [];
  const visit = (room: string): void => {
    if (order.includes(room)) return;
    for (const next of [...(graph.get(room) ?? [])].sort()) visit(next);
    order.push(room);
  };
  for (const room of [...new Set(files.map(roomOf))].sort()) visit(room);
  return order;
}

describe('the sub-rooms of a room', () => {
  it('lead one way, counting imports of types', () => {
    const within = imports.filter(({ from, to }) => roomOf(from) === roomOf(to));
    expect(circles(arrows(within, subRoomOf))).toEqual([]);
  });
});

describe('the files of the pipeline', () => {
  it('lead in no circle, counting imports of types', () => {
    const graph = new Map(files.map((file) => [file, new Set<string>()]));
    for (const { from, to } of imports) graph.get(from)?.add(to);
    expect(circles(graph)).toEqual([]);
  });
});
