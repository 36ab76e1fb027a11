import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import type { Change } from '../../../pipeline/foundation/edits/change.ts';
import { editSource } from '../../../pipeline/foundation/edits/edit-source.ts';
import { createSource } from '../../../pipeline/foundation/problems/place.ts';
import type { Path } from '../../../pipeline/foundation/sources/yaml-tree.ts';

// Random files of the forms that people write: comments, blank lines, quotes, folded and literal texts, brackets,
// anchors and aliases, both line ends, a byte order mark. Each word and comment is there once, so that whatever an edit
// loses or moves can be named.

interface Draft {
  readonly lines: string[];
  next: number;
}

/** Decides, from a list of random numbers, how the file goes on. */
type Choose = (count: number) => number;

function chooser(numbers: readonly number[]): Choose {
  let at = 0;
  return (count) => (numbers[at++ % numbers.length] ?? 0) % count;
}

const word = (draft: Draft) => `w${draft.next++}w`;
const comment = (draft: Draft) => `# c${draft.next++}c`;

function addMap(draft: Draft, choose: Choose, indent: string, depth: number, lead = indent): void {
  const count = 1 + choose(3);
  for (let at = 0; at < count; at++) {
    if (at > 0) addNoise(draft, choose, indent);
    addField(draft, choose, at === 0 ? lead : indent, indent, depth);
  }
}

function addNoise(draft: Draft, choose: Choose, indent: string): void {
  const kind = choose(6);
  if (kind === 0) draft.lines.push(`${indent}${comment(draft)}`);
  if (kind === 1) draft.lines.push('');
  if (kind === 2) draft.lines.push('', `${indent}${comment(draft)}`, '');
}

function addField(draft: Draft, choose: Choose, lead: string, indent: string, depth: number): void {
  const key = word(draft);
  const remark = choose(4) === 0 ? ` ${comment(draft)}` : '';
  const deeper = `${indent}  `;
  const kind = choose(depth > 2 ? 7 : 10);
  if (kind === 0) draft.lines.push(`${lead}${key}: ${word(draft)} ${word(draft)}${remark}`);
  else if (kind === 1) draft.lines.push(`${lead}${key}: "${word(draft)}"${remark}`);
  else if (kind === 2) draft.lines.push(`${lead}${key}: '${word(draft)} it''s'${remark}`);
  else if (kind === 3) {
    const sign = ['>-', '>', '|', '|+', '|-'][choose(5)] ?? '|';
    draft.lines.push(
      `${lead}${key}: ${sign}${remark}`,
      `${deeper}${word(draft)}`,
      '',
      `${deeper}# ${word(draft)}`,
    );
    if (choose(2) === 0) draft.lines.push('');
  } else if (kind === 4)
    draft.lines.push(
      `${lead}${key}: {${word(draft)}: ${word(draft)},  ${word(draft)}: [${word(draft)}]}${remark}`,
    );
  else if (kind === 5)
    draft.lines.push(`${lead}${key}: [ ${word(draft)}, "${word(draft)}",${word(draft)} ]${remark}`);
  else if (kind === 6)
    draft.lines.push(
      `${lead}${key}: [${remark}`,
      `${deeper}${word(draft)},`,
      `${deeper}${word(draft)} ${comment(draft)}`,
      `${indent}]`,
    );
  else if (kind === 7) {
    draft.lines.push(`${lead}${key}:${remark}`);
    addMap(draft, choose, deeper, depth + 1);
  } else addList(draft, choose, { key, lead, indent, remark }, depth);
}

interface ListPlace {
  readonly key: string;
  readonly lead: string;
  readonly indent: string;
  readonly remark: string;
}

function addList(
  draft: Draft,
  choose: Choose,
  { key, lead, indent, remark }: ListPlace,
  depth: number,
): void {
  const dash = choose(3) === 0 ? indent : `${indent}  `;
  const anchored = choose(4) === 0;
  draft.lines.push(`${lead}${key}:${remark}`);
  const count = 1 + choose(4);
  for (let at = 0; at < count; at++) {
    addNoise(draft, choose, dash);
    const anchor = anchored && at === 0 ? `&${word(draft)} ` : '';
    if (choose(2) === 0)
      draft.lines.push(`${dash}- ${anchor}${word(draft)}${choose(3) === 0 ? ` ${comment(draft)}` : ''}`);
    else if (anchor) {
      draft.lines.push(`${dash}- ${anchor.trim()}`);
      addMap(draft, choose, `${dash}  `, depth + 1);
    } else addMap(draft, choose, `${dash}  `, depth + 1, `${dash}- `);
  }
}

interface Given {
  readonly text: string;
  /** The field at the end whose value is an alias; undefined if there is none. */
  readonly alias: { readonly key: string; readonly anchor: string } | undefined;
}

const files = fc
  .record({
    numbers: fc.array(fc.nat(1_000_000), { minLength: 60, maxLength: 60 }),
    lineBreak: fc.constantFrom('\n', '\r\n'),
    mark: fc.constantFrom('', '\ufeff'),
    ends: fc.boolean(),
    alias: fc.boolean(),
  })
  .map(({ numbers, lineBreak, mark, ends, alias }): Given => {
    const choose = chooser(numbers);
    const draft: Draft = { lines: [], next: 10 };
    if (choose(2) === 0) draft.lines.push(comment(draft));
    addMap(draft, choose, '', 0);
    const anchor = /&(w\d+w)/.exec(draft.lines.join('\n'))?.[1];
    const repeats = alias && anchor !== undefined ? { key: word(draft), anchor } : undefined;
    if (repeats) draft.lines.push(`${repeats.key}: *${anchor}`);
    if (choose(2) === 0) draft.lines.push(comment(draft));
    return { text: mark + draft.lines.join(lineBreak) + (ends ? lineBreak : ''), alias: repeats };
  });

/** What other seeds found: a list with a "|+", a comment and blank lines, and the changes that were refused in it. */
const textWithKept =
  'w11w:\n- w29w: w31w # c30c\n\n- w35w: |+ # c36c\n    w37w\n\n    # w38w\n\n# c39c\n- w40w: w42w\n# c44c\n';
const earlierFailures: [Given, [number, number, number, number]][] = [
  [3, 0, 1, 0],
  [3, 0, 1, 2],
  [4, 0, 1, 0],
  [2, 0, 0, 2],
  [1, 5, 0, 0],
].map((wish) => [{ text: textWithKept, alias: undefined }, wish as [number, number, number, number]]);
earlierFailures.push([
  // The alias takes over a map that ends with empty lines.
  {
    text: 'w11w:\n  - &w12w\n    w13w: |+\n      w14w\n\n      # w15w\n\n  - w16w\nw17w: *w12w\n',
    alias: { key: 'w17w', anchor: 'w12w' },
  },
  [1, 1, 0, 0],
]);

/** Every path of a value, with the value. */
function pathsIn(value: unknown, path: Path = []): { path: Path; value: unknown }[] {
  const own = { path, value };
  if (Array.isArray(value)) return [own, ...value.flatMap((each, at) => pathsIn(each, [...path, at]))];
  if (typeof value !== 'object' || value === null) return [own];
  return [own, ...Object.entries(value).flatMap(([key, each]) => pathsIn(each, [...path, key]))];
}

const newValues: readonly unknown[] = [
  'n1n',
  'n1n: n2n, [x]',
  `${'n1n '.repeat(40)}n2n`,
  ' n1n ',
  '# n1n',
  7,
  ['n1n', 'n2n'],
  { n1n: 'n2n', n3n: ['n4n'] },
];

function changeOf(
  text: string,
  [kind, which, a, b]: readonly [number, number, number, number],
): Change | undefined {
  const all = pathsIn(parseDocument(text).toJS());
  const pick = <Item>(items: readonly Item[], at: number) => items[at % Math.max(1, items.length)];
  const value = pick(newValues, a);
  const lists = all.filter((each): each is { path: Path; value: unknown[] } => Array.isArray(each.value));
  const inner = all.filter(({ path }) => path.length > 0);
  const list = pick(lists, which);
  const chosen = pick(inner, which);
  if (kind === 0 && chosen) return { kind: 'set', path: chosen.path, value };
  if (kind === 1 && chosen) return { kind: 'remove', path: chosen.path };
  if (kind === 2 && list)
    return { kind: 'insert', list: list.path, index: b % (list.value.length + 1), item: value };
  if (kind === 3 && list)
    return { kind: 'move', list: list.path, from: a % list.value.length, to: b % list.value.length };
  if (kind === 4 && list) return { kind: 'duplicate', list: list.path, index: a % list.value.length };
  const maps = all.filter((each) => typeof each.value === 'object' && !Array.isArray(each.value));
  const map = pick(maps, which);
  if (kind === 5 && map) return { kind: 'set', path: [...map.path, 'n0n'], value };
  return undefined;
}

const valueAt = (root: unknown, path: Path) =>
  path.reduce<unknown>((node, step) => (node as Record<string, unknown>)[String(step)], root);

const wordsIn = (text: string) => text.match(/w\d+w/g) ?? [];
const commentsIn = (text: string) => text.match(/# c\d+c/g) ?? [];

/** The words of the value that is replaced or taken out, its key included; none where something is added or moved. */
function changedWords(text: string, change: Change): ReadonlySet<string> {
  if (change.kind !== 'set' && change.kind !== 'remove') return new Set();
  const document = parseDocument(text);
  if (document.getIn(change.path, true) === undefined) return new Set();
  return new Set(wordsIn(`${change.path.at(-1)} ${JSON.stringify(valueAt(document.toJS(), change.path))}`));
}

/** The lines before and behind those that a change may touch: the changed words, and comments and blank lines around. */
function untouchedLines(text: string, changed: ReadonlySet<string>): [string, string] {
  const lines = text.split('\n');
  const isChanged = (line: string) => wordsIn(line).some((word) => changed.has(word));
  const isLoose = (line: string | undefined) =>
    line !== undefined && /^\s*(?:\]|-(?:\s+&\w+)?)?\s*(#[^\n]*)?$/.test(line);
  let [from, to] = [lines.findIndex(isChanged), lines.findLastIndex(isChanged)];
  while (isLoose(lines[from - 1])) from--;
  while (isLoose(lines[to + 1])) to++;
  // The key of a list that becomes empty, the dash whose first key is taken out, a comma in front of the last.
  const isBeginning = /[:,-]\s*(?:&\w+)?\s*(?:#[^\n]*)?$/.test(lines[from - 1] ?? '');
  return [
    lines
      .slice(0, isBeginning ? from - 1 : from)
      .join('\n')
      .trimEnd(),
    lines
      .slice(to + 1)
      .join('\n')
      .trim(),
  ];
}

test('a random edit of a random file leaves everything else as it is', () => {
  const seen = { done: 0, writtenOut: 0 };
  fc.assert(
    fc.property(
      files,
      fc.tuple(fc.nat(5), fc.nat(1000), fc.nat(1000), fc.nat(1000)),
      ({ text, alias }, wish) => {
        const change = changeOf(text, wish);
        if (change === undefined) return;
        const path = 'path' in change ? change.path.slice(0, -1) : change.list;
        if (alias && path[0] === alias.key) {
          const edit = () => editSource(createSource('nl.yaml', text), change);
          expect(edit).toThrow(/an alias \(\*name\) repeats a value that is written elsewhere/);
          return;
        }
        const after = editSource(createSource('nl.yaml', text), change);
        seen.done++;
        expect(after.startsWith('\ufeff')).toBe(text.startsWith('\ufeff'));
        const hasCrlf = text.includes('\r\n');
        expect((hasCrlf ? after.replaceAll('\r\n', '') : after).includes(hasCrlf ? '\n' : '\r')).toBe(false);
        if (alias === undefined || !after.includes(`${alias.key}: &`)) return checkKept(text, after, change);
        // The alias has taken over the value and the anchor.
        seen.writtenOut++;
        const { key, anchor } = alias;
        expect(parseDocument(after).toJS()[key]).toEqual(parseDocument(text).toJS()[key]);
        const before = text.replace(`${key}: *${anchor}`, '').replace(new RegExp(` &${anchor}\\b`), '');
        const field = new RegExp(`^${key}: .*(?:(?:\\r?\\n)+[ \\t].*)*`, 'm');
        checkKept(before, after.replace(field, ''), change);
      },
    ),
    { numRuns: 1500, seed: 20261129, examples: earlierFailures },
  );
  expect(seen.done).toBeGreaterThan(1000);
  expect(seen.writtenOut).toBeGreaterThan(10);
});

function checkKept(text: string, after: string, change: Change): void {
  const changed = changedWords(text, change);
  if (changed.size > 0) {
    const [before, behind] = untouchedLines(text, changed);
    expect(after.startsWith(before), JSON.stringify({ change, after })).toBe(true);
    expect(after.trim().endsWith(behind), JSON.stringify({ change, after })).toBe(true);
    const kept = new Set(wordsIn(after));
    const names = new Set(text.match(/(?<=&)w\d+w/g));
    // An anchor goes with the value that it names.
    const isFree = (word: string) => changed.has(word) || names.has(word);
    expect(wordsIn(text).filter((word) => !kept.has(word) && !isFree(word))).toEqual([]);
    return;
  }
  const sorted = (words: string[]) => words.toSorted().join();
  if (change.kind === 'move') {
    expect(sorted(wordsIn(after))).toBe(sorted(wordsIn(text)));
    expect(sorted(commentsIn(after))).toBe(sorted(commentsIn(text)));
    return;
  }
  // Something was added: what was there is there still, in its order, and only the lines beside it may have grown.
  let at = 0;
  for (const each of [...text.matchAll(/w\d+w|# c\d+c/g)].map(([found]) => found)) {
    const next = after.indexOf(each, at);
    expect(next, JSON.stringify({ each, change, after })).toBeGreaterThanOrEqual(0);
    at = next;
  }
  const lines = new Set(after.split('\n').map((line) => line.trimEnd()));
  expect(text.split('\n').filter((line) => !lines.has(line.trimEnd())).length).toBeLessThanOrEqual(1);
}
