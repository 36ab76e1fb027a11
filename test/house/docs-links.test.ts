import { existsSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { headingAnchor } from '../../packages/docs/heading-anchor.ts';
import { pages, readPage } from '../docs/command-lines.ts';
import { root } from './source-files.ts';

test('every link of the documentation leads to a file or a heading that is there', () => {
  const wrong: string[] = [];
  let count = 0;
  for (const page of pages) {
    for (const target of linksIn(readPage(page))) {
      count += 1;
      const mistake = mistakeOf(page, target);
      if (mistake !== undefined) wrong.push(`${page}: ${target} ${mistake}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(400);
});

test.each([
  ['../nowhere.md', 'is not there'],
  ['start.md#nothing', 'has no such heading'],
  ['#nothing', 'has no such heading'],
  ['start.md#your-own-publication', undefined],
])('a link to %s', (target, mistake) => {
  expect(mistakeOf('docs/start.md', target)).toBe(mistake);
});

/** The targets of links and pictures on this machine, outside of code. */
function linksIn(text: string): string[] {
  const prose = text.replace(/^ *(`{3,}|~{3,})[\s\S]*?^ *\1$/gm, '').replaceAll(/`[^`\n]*`/g, 'code');
  const found = [...prose.matchAll(/\]\(([^)\s]+)\)|\b(?:src|href)="([^"]+)"/g)];
  return found.map(([, link, attribute = '']) => link ?? attribute).filter((link) => !/^[a-z]+:/.test(link));
}

function mistakeOf(page: string, target: string): string | undefined {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : posix.join(dirname(page), path);
  if (!existsSync(join(root, file))) return 'is not there';
  if (anchor === undefined || statSync(join(root, file)).isDirectory()) return undefined;
  return anchorsOf(file).has(anchor) ? undefined : 'has no such heading';
}

const known = new Map<string, ReadonlySet<string>>();

function anchorsOf(file: string): ReadonlySet<string> {
  const found = known.get(file) ?? readAnchors(readPage(file));
  known.set(file, found);
  return found;
}

/** The anchors of a page. A heading that occurs again gets a number. */
function readAnchors(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of text.replace(/^ *(`{3,})[\s\S]*?^ *\1$/gm, '').matchAll(/^#{1,6} (.+)$/gm)) {
    const anchor = headingAnchor(heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1'));
    let free = anchor;
    for (let again = 1; anchors.has(free); again += 1) free = `${anchor}-${again}`;
    anchors.add(free);
  }
  return anchors;
}
