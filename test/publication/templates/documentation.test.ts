import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mailViewShape } from '../../../pipeline/editions/mail-view.ts';
import { textViewShape } from '../../../pipeline/editions/text-view.ts';
import { blockHelpers, inlineHelpers } from '../../../pipeline/publication/templates/helper-rules.ts';
import { itemOf, namesOf, type ViewShape } from '../../../pipeline/publication/templates/view-shape.ts';

const text = readFileSync(join(import.meta.dirname, '../../../docs/contributor/templates.md'), 'utf8');

/** Every name of a view; the fields of blocks and stories stand in their schema. */
function allNames(shape: ViewShape): string[] {
  if (typeof shape === 'string') return [];
  if ('list' in shape) return allNames(itemOf(shape) ?? 'value');
  const inner = Object.entries(shape.fields).filter(([name]) => name !== 'stories');
  return [...namesOf(shape), ...inner.flatMap(([, each]) => allNames(each))];
}

describe('docs/contributor/templates.md', () => {
  it.each([
    ['email', mailViewShape],
    ['text', textViewShape],
  ])('names all that %s templates may name', (_kind, shape) => {
    const missing = allNames(shape).filter((name) => !text.includes(`\`${name}\``));
    expect([...new Set(missing)]).toEqual([]);
  });

  it('names every helper', () => {
    const missing = [
      ...inlineHelpers(true, []).filter((name) => !new RegExp(`\\{\\{${name} |\\(${name} `).test(text)),
      ...blockHelpers.filter((name) => !text.includes(`{{#${name}}}`)),
    ];
    expect(missing).toEqual([]);
  });
});
