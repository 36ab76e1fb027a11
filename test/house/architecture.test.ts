import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRooms, reduceArrows } from '../../packages/docs/architecture.ts';
import { root } from './source-files.ts';

test('docs/images/architecture.svg has the arrows of the code; npm run docs:picture draws it', () => {
  const svg = readFileSync(join(root, 'docs/images/architecture.svg'), 'utf8');
  const drawn = [...svg.matchAll(/<title>(\w+)&#45;&gt;(\w+)<\/title>/g)].map(
    ([, from, to]) => `${from} ${to}`,
  );
  const arrows = reduceArrows(readRooms()).map((arrow) => arrow.join(' '));
  expect(drawn.sort()).toEqual(arrows.sort());
  expect(drawn.length).toBeGreaterThan(20);
});

test('an arrow that follows from others is left out', () => {
  const rooms = { site: ['archive', 'content'], archive: ['content'], content: [] };
  const graph = new Map(Object.entries(rooms).map(([room, imported]) => [room, new Set(imported)]));
  expect(reduceArrows(graph)).toEqual([
    ['site', 'archive'],
    ['archive', 'content'],
  ]);
});
