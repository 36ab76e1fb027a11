import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as fields from '../../pipeline/content/blocks/fields.ts';
import { blockKinds } from '../../pipeline/content/blocks/registry.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/contributor/add-a-block.md'), 'utf8');
const example = readFileSync(join(root, 'test/content/add-a-block.test.ts'), 'utf8');
const squeezed = (text: string) => text.replace(/\s+/g, '').replaceAll(',}', '}');

describe('docs/contributor/add-a-block.md', () => {
  it('shows the definition that its test adds', () => {
    const definition = /defineBlock\(\{[\s\S]*?\n\}\)/.exec(page)?.[0] ?? 'none';
    expect(squeezed(example)).toContain(squeezed(definition));
  });

  it('documents every function that makes a field', () => {
    const noMakers = /^(?:about|alternatives|has|holds|is|must|role|subject|translated|several)/;
    const makers = Object.keys(fields).filter((name) => !noMakers.test(name));
    expect(makers.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('names only files that exist', () => {
    const named = [...page.matchAll(/`((?:pipeline|templates|test|docs)\/[\w./-]+)`/g)].map(
      ([, path = '']) => path,
    );
    const isExample = (path: string) => path.includes('calendar');
    expect(named.filter((path) => !isExample(path) && !existsSync(join(root, path)))).toEqual([]);
  });
});

/** Files of the folder that declare no kind. */
const shared = ['block', 'cells', 'fields', 'registry', 'related-labels', 'without-start'];

it('each file beside the blocks declares a kind that is registered and has its templates', () => {
  const names = (folder: string) => readdirSync(join(root, folder)).map((name) => name.split('.')[0] ?? '');
  const kinds = [...blockKinds].sort();
  const declared = names('pipeline/content/blocks').filter((name) => !shared.includes(name));
  expect(declared.sort()).toEqual(kinds);
  expect(names('templates/email/blocks').sort()).toEqual(kinds);
  expect(names('templates/archive/blocks').sort()).toEqual(kinds);
});

it('no code asks for a kind by its name', () => {
  const files = readdirSync(join(root, 'pipeline'), { recursive: true, encoding: 'utf8' }).filter(
    (name) =>
      /^(?:content|editions|archive|studio)\/.*\.ts$/.test(name) &&
      !/^content\/blocks\/|\/texts\//.test(name),
  );
  const asks = new RegExp(
    `\\bkind [!=]== '(?:${blockKinds.join('|')})'|\\.kind\\) ?=== '(?:${blockKinds.join('|')})'`,
  );
  expect(files.filter((name) => asks.test(readFileSync(join(root, 'pipeline', name), 'utf8')))).toEqual([]);
});
