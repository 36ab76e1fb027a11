import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './source-files.ts';

const folder = 'docs/contributor';
const pages = readdirSync(join(root, folder)).filter((name) => name.endsWith('.md'));

/** The examples that pages write as they go. */
const invented = /\/calendar\.|^extensions\//;

/** The paths that a page names in code marks; those without a place at the top are below `pipeline/`. */
function pathsIn(page: string): string[] {
  const text = readFileSync(join(root, folder, page), 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
  return [...text.matchAll(/`([\w.-]+(?:\/[\w.-]+)+\/?)`/g)]
    .map(([, path = '']) => path)
    .filter((path) => !invented.test(path))
    .filter(
      (path) => /^(pipeline|templates|test|docs|bench|content|locales)\//.test(path) || /\.ts$/.test(path),
    );
}

describe.each(pages)('docs/contributor/%s', (page) => {
  test('names files that are there', () => {
    const missing = pathsIn(page).filter(
      (path) => !existsSync(join(root, path)) && !existsSync(join(root, 'pipeline', path)),
    );
    expect(missing).toEqual([]);
  });
});

test.each([
  ['extensions.md', 'calendar.ts'],
  ['add-a-check-rule.md', 'no-exclamation.ts'],
])('the example of %s is test/types/%s, which the compiler checks', (page, file) => {
  const text = readFileSync(join(root, folder, page), 'utf8');
  const examples = [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code);
  expect(examples).toContain(readFileSync(join(root, 'test/types', file), 'utf8'));
});

describe('house.md', () => {
  const text = readFileSync(join(root, folder, 'house.md'), 'utf8');

  test('follows a send, an article and an archive build, each step with its file', () => {
    for (const way of ['Follow a send', 'Follow an article', 'Follow an archive build']) {
      const [, section = ''] = text.split(`## ${way}\n`);
      const steps = section.split(/^## /m)[0]?.match(/^\d+\. .+(?:\n {3}.+)*/gm) ?? [];
      expect(steps.length, way).toBeGreaterThan(3);
      for (const step of steps) expect(step).toMatch(/`[\w/-]+\.ts`/);
    }
  });

  test('has a row for every room of the pipeline', () => {
    const rooms = readdirSync(join(root, 'pipeline'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(rooms.filter((room) => !text.includes(`| \`${room}\` |`))).toEqual([]);
    const starts = [...text.matchAll(/^\| `(\w+)` \| .+ \| `([\w/.-]+)` \|$/gm)];
    expect(starts).toHaveLength(rooms.length);
    const missing = starts.filter(
      ([, room = '', file = '']) =>
        !existsSync(join(root, 'pipeline', room, file)) && !existsSync(join(root, 'pipeline', file)),
    );
    expect(missing.map(([row]) => row)).toEqual([]);
  });
});
