import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** Words that plain technical English has better ones for: should, again, is in, automatically, continues, spaces. */
const habits =
  /\b(?:shall|anew|stands in|lies in|by itself|goes on (?!the\b|its\b|that\b)|for ever|(?<!about:)blanks?(?! lines?\b|-line))\b/i;

function filesBelow(path: string): string[] {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
    .map((name) => `${path}/${name.replaceAll('\\', '/')}`)
    .filter((file) => /\.(?:ts|md|hbs|json)$/.test(file));
}

function habitsIn(files: readonly string[]): string[] {
  return files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => {
        const [word] = habits.exec(line) ?? [];
        return word === undefined ? [] : [`${file}:${index + 1} ${word.trim()}`];
      }),
  );
}

describe('plain English', () => {
  it('is written in the documentation, the templates and the interface texts', () => {
    const files = ['docs', 'templates', 'locales/en', 'README.md', 'CHANGELOG.md'].flatMap(filesBelow);
    expect(habitsIn(files)).toEqual([]);
  });

  it('is written in every room', () => {
    const rooms = filesBelow('pipeline');
    expect(habitsIn(rooms)).toEqual([]);
  });
});
