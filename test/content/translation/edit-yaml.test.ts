import { describe, expect, test } from 'vitest';
import { editYaml } from '../../../pipeline/content/translation/edit-yaml.ts';

const text = `# A comment at the top.
status: draft   # not yet
headline: 'Brug open'
deck: >-
  Een eerste regel die lang genoeg is om te breken, en dan nog een stuk
  op de tweede.

body:
  # About the picture.
  - alt: "Een brug"
    caption: Kort

  - paragraph: Plat. # a remark
  - list:
      - een
      - twee
`;

const changedLines = (before: string, after: string) =>
  after.split('\n').filter((line) => !before.split('\n').includes(line));

describe('setting a value', () => {
  test.each([
    [['headline'], 'Bruggen open', "headline: 'Bruggen open'"],
    [['body', 0, 'alt'], 'Twee bruggen', '  - alt: "Twee bruggen"'],
    [['body', 1, 'paragraph'], 'Anders.', '  - paragraph: Anders. # a remark'],
    [['body', 2, 'list', 1], 'drie', '      - drie'],
    [['status'], 'ready', 'status: ready   # not yet'],
  ] as const)('keeps everything else: %j', (path, value, line) => {
    expect(changedLines(text, editYaml(text, { kind: 'set', path, value }))).toEqual([line]);
  });

  test('folds a block anew and keeps the blank line behind it', () => {
    const after = editYaml(text, { kind: 'set', path: ['deck'], value: 'Kort nu.' });
    expect(after).toContain('deck: >-\n  Kort nu.\n\nbody:');
  });

  test('makes a block of a plain text that grew long', () => {
    const value = `${'woord '.repeat(30)}einde`;
    const after = editYaml(text, { kind: 'set', path: ['body', 0, 'caption'], value });
    expect(after).toContain('    caption: >-\n      woord woord');
    expect(after).toContain('  # About the picture.\n  - alt: "Een brug"\n');
  });

  test.each([
    'yes: no',
    '# no comment',
    '- a dash',
    "it's",
    '"quoted" words',
    '*a*',
    '',
    'true',
    '12',
    ' x ',
  ])('writes %j so that it is read back as it is', (value) => {
    for (const path of [['headline'], ['deck'], ['body', 1, 'paragraph'], ['body', 0, 'alt']]) {
      expect(() => editYaml(text, { kind: 'set', path, value })).not.toThrow();
    }
  });

  test('puts a new field behind the one that it follows', () => {
    const after = editYaml(text, {
      kind: 'set',
      path: ['preheader'],
      value: 'Lees',
      after: ['status', 'subject'],
    });
    expect(after).toContain('status: draft   # not yet\npreheader: Lees\nheadline:');
    const credit = editYaml(text, { kind: 'set', path: ['body', 0, 'credit'], value: 'Foto: Courant' });
    expect(credit).toContain('    caption: Kort\n    credit: "Foto: Courant"\n');
  });
});

describe('inserting an item', () => {
  test.each([0, 1, 2, 3])('at %i', (index) => {
    const after = editYaml(text, { kind: 'insert', list: 'body', index, item: { paragraph: 'Nieuw.' } });
    expect(changedLines(text, after)).toEqual(['  - paragraph: Nieuw.']);
    expect(after).toContain('# a remark');
  });

  test('into a file that has no such list yet', () => {
    const after = editYaml('status: draft\n', {
      kind: 'insert',
      list: 'body',
      index: 0,
      item: { heading: 'Kop' },
    });
    expect(after).toBe('status: draft\nbody:\n  - heading: Kop\n');
  });
});

test('removing an item leaves the others', () => {
  const after = editYaml(text, { kind: 'remove', list: 'body', index: 1 });
  expect(after).not.toContain('Plat.');
  expect(changedLines(text, after)).toEqual([]);
});

test('a broken file is not touched', () => {
  expect(() => editYaml('a: [', { kind: 'set', path: ['a'], value: 'b' })).toThrow('syntax');
});
