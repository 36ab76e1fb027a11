import { describe, expect, test } from 'vitest';
import type { Change } from '../../../pipeline/foundation/edits/change.ts';
import { editSource, SourceEditor } from '../../../pipeline/foundation/edits/edit-source.ts';
import { createSource } from '../../../pipeline/foundation/problems/place.ts';
import { ProblemError } from '../../../pipeline/foundation/problems/problem.ts';

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

const editYaml = (before: string, change: Change) => editSource(createSource('nl.yaml', before), change);
const editJson = (before: string, change: Change) => editSource(createSource('nl.json', before), change);

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

  test('folds a block again and keeps the empty line after it', () => {
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

  test('puts a new field after the one that it follows', () => {
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
    const after = editYaml(text, { kind: 'insert', list: ['body'], index, item: { paragraph: 'Nieuw.' } });
    expect(changedLines(text, after)).toEqual(['  - paragraph: Nieuw.']);
    expect(after).toContain('# a remark');
  });

  test('into a file that has no such list yet', () => {
    const after = editYaml('status: draft\n', {
      kind: 'insert',
      list: ['body'],
      index: 0,
      item: { heading: 'Kop' },
    });
    expect(after).toBe('status: draft\nbody:\n  - heading: Kop\n');
  });
});

test('removing an item leaves the others', () => {
  const after = editYaml(text, { kind: 'remove', path: ['body', 1] });
  expect(after).not.toContain('Plat.');
  expect(changedLines(text, after)).toEqual([]);
});

function problemOf(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (error instanceof ProblemError) return error.problems[0];
    throw error;
  }
  return undefined;
}

test('a broken file is not touched', () => {
  const problem = problemOf(() => editYaml('a: [', { kind: 'set', path: ['a'], value: 'b' }));
  expect(problem).toMatchObject({ code: 'edit-syntax', file: 'nl.yaml', line: 1 });
  const lost = problemOf(() => editYaml('a: 1\nb: *Really*\n', { kind: 'set', path: ['a'], value: 'b' }));
  expect(lost).toMatchObject({ code: 'edit-syntax', line: 2 });
});

describe('edits that must not print the whole document again', () => {
  test('an edit between braces leaves the other lines as they are', () => {
    const before = 'theme: { a: "1",   b: two } # why\nlist:   [een,   twee]\nlast:  "x"\n';
    const after = editYaml(before, { kind: 'set', path: ['theme', 'b'], value: 'drie, vier' });
    expect(after).toBe(before.replace('two', '"drie, vier"'));
    expect(editYaml(before, { kind: 'set', path: ['theme', 'c'], value: 3 })).toBe(
      before.replace('two }', 'two, c: 3 }'),
    );
    expect(editYaml(before, { kind: 'insert', list: ['list'], index: 1, item: 'x' })).toBe(
      before.replace('een,   twee', 'een,   x, twee'),
    );
  });

  test('an insert into a file with CRLF line ends keeps them', () => {
    const before = text.replaceAll('\n', '\r\n');
    const after = editYaml(before, {
      kind: 'insert',
      list: ['body'],
      index: 1,
      item: { quote: 'Een.', by: 'Twee' },
    });
    expect(after).toContain(
      'caption: Kort\r\n\r\n  - quote: Een.\r\n    by: Twee\r\n\r\n  - paragraph: Plat.',
    );
    expect(after.replaceAll('\r\n', '')).not.toContain('\n');
  });

  test('a block that is removed takes the comment directly above it along, and no other', () => {
    const before =
      'body:\n  # A section.\n\n  # About a.\n  # More.\n  - a: 1\n    # inside\n  # About b.\n  - b: 2\n';
    expect(editYaml(before, { kind: 'remove', path: ['body', 0] })).toBe(
      'body:\n  # A section.\n\n  # About b.\n  - b: 2\n',
    );
    expect(editYaml(before, { kind: 'remove', path: ['body', 1] })).toBe(
      'body:\n  # A section.\n\n  # About a.\n  # More.\n  - a: 1\n    # inside\n',
    );
  });

  test('an anchored block is edited, moved and copied', () => {
    const before = 'body:\n  - &one\n    paragraph: Een\n  - paragraph: Twee\n';
    expect(editYaml(before, { kind: 'set', path: ['body', 0, 'paragraph'], value: 'Nul' })).toBe(
      before.replace('Een', 'Nul'),
    );
    expect(editYaml(before, { kind: 'move', list: ['body'], from: 1, to: 0 })).toBe(
      'body:\n  - paragraph: Twee\n  - &one\n    paragraph: Een\n',
    );
    expect(editYaml(before, { kind: 'duplicate', list: ['body'], index: 0 })).toContain(
      '  - &one\n    paragraph: Een\n  -\n    paragraph: Een\n',
    );
  });

  test('a value that an alias repeats: the first alias takes over the value and the anchor', () => {
    const before = 'a: 1\nbody:\n  - paragraph: &x "Dag" # one\n  - paragraph: *x # two\n  - heading: *x\n';
    const taken = before.replace('&x "Dag"', '"Dag"').replace('*x', '&x "Dag"');
    const edit = (change: Change) => editYaml(before, change);
    expect(edit({ kind: 'set', path: ['body', 0, 'paragraph'], value: 'Hallo' })).toBe(
      taken.replace('"Dag"', '"Hallo"'),
    );
    expect(edit({ kind: 'set', path: ['body', 1, 'paragraph'], value: 'Hallo' })).toBe(
      before.replace('*x', 'Hallo'),
    );
    expect(edit({ kind: 'remove', path: ['body', 0] })).toBe(
      'a: 1\nbody:\n  - paragraph: &x "Dag" # two\n  - heading: *x\n',
    );
    expect(edit({ kind: 'move', list: ['body'], from: 0, to: 2 })).toBe(
      'a: 1\nbody:\n  - paragraph: &x "Dag" # two\n  - heading: *x\n  - paragraph: "Dag" # one\n',
    );
    // The other alias still comes after the anchor.
    expect(edit({ kind: 'move', list: ['body'], from: 2, to: 0 })).toBe(
      'a: 1\nbody:\n  - heading: "Dag"\n  - paragraph: &x "Dag" # one\n  - paragraph: *x # two\n',
    );
    const editor = new SourceEditor(createSource('nl.yaml', before));
    editor.applyAll([
      { kind: 'remove', path: ['body', 0] },
      { kind: 'remove', path: ['body', 1] },
    ]);
    expect(editor.text).toBe('a: 1\nbody:\n  - heading: &x "Dag"\n');
  });

  test('a block that an alias repeats: a change of one does not change the other', () => {
    const before =
      'body:\r\n  - &b\r\n    quote: Eén # why\r\n    by: Ik\r\n  - *b\r\nrow: [&c {a: 1}, *c]\r\n';
    expect(editYaml(before, { kind: 'set', path: ['body', 0, 'by'], value: 'Jij' })).toBe(
      before.replace('- &b', '-').replace('Ik', 'Jij').replace('*b', '&b\r\n    quote: Eén\r\n    by: Ik'),
    );
    expect(editYaml(before, { kind: 'set', path: ['row', 0, 'a'], value: 2 })).toBe(
      before.replace('&c {a: 1}, *c', '{a: 2}, &c {a: 1}'),
    );
  });

  test('a change that an alias prevents is refused with both lines, and changes nothing', () => {
    const before = 'a: &x Dag\n*x : b\n';
    const editor = new SourceEditor(createSource('nl.yaml', before));
    const problem = problemOf(() => editor.apply({ kind: 'remove', path: ['a'] }));
    expect(problem).toMatchObject({ code: 'edit-refused', line: 1, hint: expect.any(String) });
    expect(problem?.message).toMatch(
      'the alias "*x" on line 2 repeats the value of the anchor "&x" on line 1.',
    );
    expect(editor.text).toBe(before);
  });
});

describe('a list', () => {
  test('keeps its gaps and the comments between its items when one is moved', () => {
    const before = 'body:\n  # One.\n  - a\n\n  # A section.\n\n  - b # b\n  - c\nend: 1\n';
    expect(editYaml(before, { kind: 'move', list: ['body'], from: 0, to: 2 })).toBe(
      'body:\n  - b # b\n\n  # A section.\n\n  - c\n  # One.\n  - a\nend: 1\n',
    );
  });

  test('keeps the blank lines between its groups when an item is moved or removed', () => {
    const before = 'body:\n  - a\n  - b\n\n  - c\n  - d\n\n  - e\n  - f\n';
    const move = (from: number, to: number) => editYaml(before, { kind: 'move', list: ['body'], from, to });
    expect(move(1, 5)).toBe('body:\n  - a\n\n  - c\n  - d\n\n  - e\n  - f\n  - b\n');
    expect(move(5, 0)).toBe('body:\n  - f\n  - a\n  - b\n\n  - c\n  - d\n\n  - e\n');
    expect(move(2, 4)).toBe('body:\n  - a\n  - b\n  - d\n\n  - e\n\n  - c\n  - f\n');
    expect(editYaml(before, { kind: 'remove', path: ['body', 1] })).toBe(before.replace('  - b\n', ''));
  });

  test('keeps the blank lines that belong to a text with "|+"', () => {
    const before = 'body:\n- a: 1\n\n- b: |+\n    x\n\n# c\n- d: 2\n\ntitle: T\n';
    const [a, b, d] = ['- a: 1\n', '- b: |+\n    x\n\n', '# c\n- d: 2\n'];
    const list = ['body'];
    const edit = (change: Change) => editYaml(before, change);
    expect(edit({ kind: 'move', list, from: 1, to: 0 })).toBe(`body:\n${b}${a}\n${d}\ntitle: T\n`);
    expect(edit({ kind: 'move', list, from: 1, to: 2 })).toBe(`body:\n${a}\n${d}\n${b}title: T\n`);
    expect(edit({ kind: 'duplicate', list, index: 1 })).toBe(`body:\n${a}\n${b}${b}${d}\ntitle: T\n`);
    expect(edit({ kind: 'insert', list, index: 2, item: { e: 3 } })).toBe(
      `body:\n${a}\n${b}- e: 3\n${d}\ntitle: T\n`,
    );
    expect(edit({ kind: 'remove', path: ['body', 2] })).toBe(`body:\n${a}\n${b}title: T\n`);
  });

  test('is empty after its last item is removed, and gets lines again with the next item', () => {
    const before = 'body: # all: of it\n  # note: a\n  - a: 1\nend: 2\n';
    const empty = editYaml(before, { kind: 'remove', path: ['body', 0] });
    expect(empty).toBe('body: [] # all: of it\nend: 2\n');
    expect(editYaml(empty, { kind: 'insert', list: ['body'], index: 0, item: { b: 1 } })).toBe(
      'body: # all: of it\n  - b: 1\nend: 2\n',
    );
  });

  test('in brackets keeps its lines and comments', () => {
    const before = 'list: [\n  a, # about a\n  b # about b\n]\n';
    expect(editYaml(before, { kind: 'insert', list: ['list'], index: 2, item: 'c' })).toBe(
      'list: [\n  a, # about a\n  b, # about b\n  c\n]\n',
    );
    expect(editYaml(before, { kind: 'remove', path: ['list', 0] })).toBe('list: [\n  b # about b\n]\n');
    expect(editYaml(before, { kind: 'move', list: ['list'], from: 0, to: 1 })).toBe(
      'list: [\n  b, # about a\n  a # about b\n]\n',
    );
  });
});

describe('a key', () => {
  test('is renamed in place', () => {
    expect(editYaml(text, { kind: 'rename', path: ['body', 0, 'caption'], key: 'credit' })).toBe(
      text.replace('caption: Kort', 'credit: Kort'),
    );
    expect(editYaml('a: {captoin:  x}\n', { kind: 'rename', path: ['a', 'captoin'], key: 'caption' })).toBe(
      'a: {caption:  x}\n',
    );
    expect(problemOf(() => editYaml(text, { kind: 'rename', path: ['nothing'], key: 'x' }))?.code).toBe(
      'edit-refused',
    );
  });

  test('is removed with the comment above it; the first one beside a dash too', () => {
    const before = '# The file.\na: 1\n# About b.\nb: 2\nbody:\n  - alt: x\n    # About c.\n    caption: y\n';
    expect(editYaml(before, { kind: 'remove', path: ['b'] })).toBe(before.replace('# About b.\nb: 2\n', ''));
    expect(editYaml(before, { kind: 'remove', path: ['a'] })).toBe(before.replace('a: 1\n', ''));
    expect(editYaml(before, { kind: 'remove', path: ['body', 0, 'alt'] })).toBe(
      before.replace('alt: x\n    ', ''),
    );
  });

  test('gets another kind of value', () => {
    const before = 'a: # why\nb: text # so\nc:\n  - 1\nd: [1]\n';
    const set = (key: string, value: unknown) => editYaml(before, { kind: 'set', path: [key], value });
    expect(set('a', 'x')).toBe(before.replace('a: #', 'a: x #'));
    expect(set('b', ['x'])).toBe(before.replace('b: text # so', 'b: # so\n  - x'));
    expect(set('c', 'x')).toBe(before.replace('c:\n  - 1', 'c: x'));
    expect(set('c', ['x', 'y'])).toBe(before.replace('  - 1', '  - x\n  - y'));
    expect(set('d', ['x', 2])).toBe(before.replace('[1]', '[x, 2]'));
  });
});

describe('JSON', () => {
  test('is edited the same way, in its own quotes', () => {
    const before = '\ufeff{\r\n  "a": "A",\r\n  "b": ["x"]\r\n}\r\n';
    expect(editJson(before, { kind: 'set', path: ['c'], value: 'C' })).toBe(
      '\ufeff{\r\n  "a": "A",\r\n  "b": ["x"],\r\n  "c": "C"\r\n}\r\n',
    );
    expect(editJson(before, { kind: 'insert', list: ['b'], index: 0, item: 'é"' })).toBe(
      before.replace('["x"]', '["é\\"", "x"]'),
    );
  });
});
