import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WriteEntry } from '../../pipeline/studio/protocol/write.ts';
import { acceptAll } from '../content/translation/read-parts.ts';
import { openWriteRoom, type WriteRoom, type WrittenIssue } from './open-write-room.ts';

let room: WriteRoom;
beforeAll(async () => {
  room = await openWriteRoom();
});
afterAll(() => room?.close());

const enHead = 'kind: article\ndate: 2026-03-09\nstatus: draft\nheadline: Bridge\n';
const nlHead = 'status: draft\nheadline: Brug\n';
const en = `${enHead}body:
  - paragraph: The bridge opened 41 times.
  # Said on the quay.
  - quote: We are glad.
    by: A skipper
  - list:
      - one
      - two
  - paragraph: Nothing changes for skippers.
`;
const nl = `${nlHead}body:
  - paragraph: De brug ging 41 keer open.
  - quote: We zijn blij. # vrij vertaald
  - list: [een, twee]
  # Alleen hier.
  - paragraph: Een eigen alinea.
    only: true
  - paragraph: >-
      Voor schippers
      verandert er niets.
`;

async function begin(files: Readonly<Record<string, string>> = {}): Promise<WrittenIssue> {
  return room.begin({
    'en.yaml': en,
    'nl.yaml': nl,
    'nl.source.yaml': await acceptAll({ en, nl }),
    ...files,
  });
}

async function arrange(issue: WrittenIssue, next: readonly WriteEntry[]) {
  const { body } = await issue.view();
  return issue.act({ action: 'write', lists: { body: { seen: body.map(({ hash }) => hash), next } } });
}

const states = async (issue: WrittenIssue) =>
  (await issue.view()).body.map(({ translations }) => translations.map(({ state }) => state).join());

describe('a block that was cut in one save and pasted in a later one', () => {
  const cut = (issue: WrittenIssue, at: number) =>
    arrange(
      issue,
      [0, 1, 2, 3].filter((from) => from !== at).map((from) => ({ from })),
    );
  const blocks: readonly WriteEntry[] = [
    { block: { kind: 'paragraph', values: { paragraph: 'The bridge opened 41 times.' } } },
    { block: { kind: 'quote', values: { quote: 'We are glad.', by: 'A skipper' } } },
    { block: { kind: 'list', values: { list: ['one', 'two'] } } },
    { block: { kind: 'paragraph', values: { paragraph: 'Nothing changes for skippers.' } } },
  ];
  const kept = [{ from: 0 }, { from: 1 }, { from: 2 }];

  test.each([0, 1, 3])('comes back byte for byte, with its translation: block %i', async (at) => {
    const issue = await begin();
    const record = issue.text('nl.source.yaml');
    await cut(issue, at);
    expect(issue.text('nl.yaml')).not.toBe(nl);
    await arrange(issue, kept.toSpliced(at, 0, blocks[at] as never));
    expect([issue.text('en.yaml'), issue.text('nl.yaml')]).toEqual([en, nl]);
    expect(issue.text('nl.source.yaml')).toBe(record);
    expect(await states(issue)).toEqual(['done', 'done', 'done', 'done']);
  });

  test('comes back where it is pasted, after other steps, once, and undo takes it away', async () => {
    const issue = await begin({ 'en.yaml': en.replace('41 times.', '41 times.\n    id: count') });
    await cut(issue, 0);
    await arrange(issue, [{ from: 0, set: { quote: 'We were glad.' } }, { from: 1 }, { from: 2 }]);
    const [source, translation] = [issue.text('en.yaml'), issue.text('nl.yaml')];
    await arrange(issue, [...kept, blocks[0], blocks[0]] as WriteEntry[]);
    expect(issue.text('en.yaml')).toBe(
      `${source}  - paragraph: The bridge opened 41 times.\n    id: count\n  - paragraph: The bridge opened 41 times.\n`,
    );
    expect(issue.text('nl.yaml')).toBe(`${translation}  - paragraph: De brug ging 41 keer open.\n`);
    expect(await states(issue)).toEqual(['stale', 'done', 'done', 'done', 'missing']);
    await issue.act({ action: 'undo' });
    expect([issue.text('en.yaml'), issue.text('nl.yaml')]).toEqual([source, translation]);
  });
});

describe('a translation follows its source', () => {
  test('moving a block', async () => {
    const issue = await begin();
    const answer = await arrange(issue, [{ from: 3 }, { from: 0 }, { from: 1 }, { from: 2 }]);
    expect(answer).toMatchObject({ kind: 'saved', unfollowed: [] });
    expect(issue.text('nl.yaml')).toBe(`${nlHead}body:
  - paragraph: >-
      Voor schippers
      verandert er niets.
  - paragraph: De brug ging 41 keer open.
  - quote: We zijn blij. # vrij vertaald
  - list: [een, twee]
  # Alleen hier.
  - paragraph: Een eigen alinea.
    only: true
`);
    expect(await states(issue)).toEqual(['done', 'done', 'done', 'done']);
    const record = issue.text('nl.source.yaml') ?? '';
    expect(record.indexOf('Nothing changes')).toBeLessThan(record.indexOf('opened 41'));
  });

  test('removing and duplicating blocks', async () => {
    const issue = await begin();
    await arrange(issue, [{ from: 0 }, { copyOf: 0 }, { from: 3 }]);
    expect(issue.text('nl.yaml')).toBe(`${nlHead}body:
  - paragraph: De brug ging 41 keer open.
  - paragraph: De brug ging 41 keer open.
  # Alleen hier.
  - paragraph: Een eigen alinea.
    only: true
  - paragraph: >-
      Voor schippers
      verandert er niets.
`);
    expect(await states(issue)).toEqual(['done', 'done', 'done']);
  });

  test('a new block is missing, and the others keep their pairs', async () => {
    const issue = await begin();
    const block = { kind: 'paragraph', values: { paragraph: 'The bridge opened 42 times.' } };
    await arrange(issue, [{ block }, { from: 0 }, { from: 1 }, { from: 2 }, { from: 3 }]);
    expect(issue.text('nl.yaml')).toBe(nl);
    expect(issue.text('nl.source.yaml')).toBe(await acceptAll({ en, nl }));
    expect(await states(issue)).toEqual(['missing', 'done', 'done', 'done', 'done']);
  });

  test('a new block without words is in the translation too, as one step; one with words is missing', async () => {
    const issue = await begin();
    const divider = { block: { kind: 'divider', values: { divider: true } } };
    const image = { block: { kind: 'image', values: { image: 'boat.png' } } };
    const button = { block: { kind: 'button', values: { button: 'https://example.org/', label: 'Read' } } };
    const next = [{ from: 0 }, divider, { from: 1 }, { from: 2 }, button, image, divider, { from: 3 }];
    await arrange(issue, next as WriteEntry[]);
    expect(issue.text('nl.yaml')).toBe(
      nl
        .replace('  - quote', '  - divider: true\n  - quote')
        .replace('only: true\n', 'only: true\n  - divider: true\n'),
    );
    expect(issue.text('nl.source.yaml')).toBe(await acceptAll({ en, nl }));
    const [done, missing] = ['done', 'missing'];
    expect(await states(issue)).toEqual([done, done, done, done, missing, missing, done, done]);
    await issue.act({ action: 'undo' });
    expect([issue.text('en.yaml'), issue.text('nl.yaml')]).toEqual([en, nl]);
  });

  test('a block that changes is stale, also without a record before', async () => {
    const issue = await room.begin({ 'en.yaml': en, 'nl.yaml': nl });
    const set = { paragraph: 'Nothing at all changes for skippers.' };
    await arrange(issue, [{ from: 0 }, { from: 1 }, { from: 2 }, { from: 3, set }]);
    expect(issue.text('nl.yaml')).toBe(nl);
    expect(await states(issue)).toEqual(['done', 'done', 'done', 'stale']);
  });

  test('converting blocks: the words are done as before', async () => {
    const issue = await begin();
    const answer = await arrange(issue, [
      { from: 0, into: 'heading', values: { heading: 'The bridge opened 41 times.' } },
      { from: 1, into: 'callout', values: { callout: 'We are glad.' } },
      { from: 2, into: 'paragraph', values: { paragraph: 'one two' } },
      { from: 3, into: 'list', values: { list: ['Nothing changes for skippers.'] } },
    ]);
    expect(answer.kind).toBe('saved');
    expect(issue.text('en.yaml')).toBe(`${enHead}body:
  - heading: The bridge opened 41 times.
  # Said on the quay.
  - callout: We are glad.
  - paragraph: one two
  - list:
      - Nothing changes for skippers.
`);
    expect(issue.text('nl.yaml')).toBe(`${nlHead}body:
  - heading: De brug ging 41 keer open.
  - callout: We zijn blij. # vrij vertaald
  - paragraph: een twee
  # Alleen hier.
  - paragraph: Een eigen alinea.
    only: true
  - list:
      - Voor schippers verandert er niets.
`);
    expect(await states(issue)).toEqual(['done', 'done', 'done', 'done']);
    expect(issue.text('nl.source.yaml')).toContain('heading: The bridge opened 41 times.');
  });

  test('joining blocks: no words are lost', async () => {
    const issue = await begin();
    const joined = 'The bridge opened 41 times. Nothing changes for skippers.';
    await arrange(issue, [{ from: 0, set: { paragraph: joined }, joins: [3] }, { from: 1 }, { from: 2 }]);
    expect(issue.text('nl.yaml')).toContain(
      '  - paragraph: De brug ging 41 keer open. Voor schippers verandert er niets.\n',
    );
    expect(await states(issue)).toEqual(['done', 'done', 'done']);
  });

  test('paragraphs become the items of a list, one each', async () => {
    const issue = await begin();
    const values = { list: ['The bridge opened 41 times.', 'Nothing changes for skippers.'] };
    await arrange(issue, [{ from: 0, into: 'list', values, joins: [3] }, { from: 1 }, { from: 2 }]);
    expect(issue.text('nl.yaml')).toContain(
      '  - list:\n      - De brug ging 41 keer open.\n      - Voor schippers verandert er niets.\n',
    );
    expect(await states(issue)).toEqual(['done', 'done', 'done']);
  });

  test('a block that is cut and pasted takes its translation along', async () => {
    const issue = await begin();
    const block = { kind: 'quote', values: { quote: 'We are glad.', by: 'A skipper' } };
    await arrange(issue, [{ block }, { from: 0 }, { from: 2 }, { from: 3 }]);
    expect(issue.text('nl.yaml')).toContain('body:\n  - quote: We zijn blij. # vrij vertaald\n');
    expect(await states(issue)).toEqual(['done', 'done', 'done', 'done']);
  });

  test('blocks that are much alike keep their pairs, also without a record', async () => {
    const body = (word: string, numbers: readonly number[]) =>
      numbers.map((number) => `  - paragraph: ${word} number ${number} of all.\n`).join('');
    const issue = await room.begin({
      'en.yaml': `${enHead}body:\n${body('Paragraph', [1, 1, 1])}`,
      'nl.yaml': `${nlHead}body:\n${body('Alinea', [1, 1, 1])}`,
    });
    const block = { kind: 'paragraph', values: { paragraph: 'Paragraph number 1 of all, too.' } };
    await arrange(issue, [{ from: 0 }, { block }, { from: 1 }, { from: 2 }]);
    expect(issue.text('nl.yaml')).toBe(`${nlHead}body:\n${body('Alinea', [1, 1, 1])}`);
    expect(await states(issue)).toEqual(['done', 'missing', 'done', 'done']);
  });

  test('a block that a translation leaves out moves as such', async () => {
    const left = nl.replace('  - quote: We zijn blij. # vrij vertaald\n', '  - omit: true # te lokaal\n');
    const issue = await begin({ 'nl.yaml': left });
    await arrange(issue, [{ from: 1, set: { by: 'A sailor' } }, { from: 0 }, { from: 2 }, { from: 3 }]);
    expect(issue.text('nl.yaml')).toContain('body:\n  - omit: true # te lokaal\n  - paragraph: De brug');
    expect(await states(issue)).toEqual(['omitted', 'done', 'done', 'done']);
  });
});

test('the corrections of a translation keep their places', async () => {
  const corrections = (texts: readonly string[]) =>
    `corrections:\n${texts.map((text, at) => `  - date: 2026-03-1${at}\n    text: ${text}\n`).join('')}`;
  const issue = await room.begin({
    'en.yaml': `${en}${corrections(['First.', 'Second.'])}`,
    'nl.yaml': `${nl}corrections:\n  - text: Eerste.\n  - text: Tweede.\n`,
  });
  const seen = (await issue.view()).corrections.map(({ hash }) => hash);
  const block = { kind: 'correction', values: { date: '2026-03-12', text: 'Third.' } };
  await issue.act({
    action: 'write',
    lists: { corrections: { seen, next: [{ from: 1 }, { block }, { from: 0 }] } },
  });
  expect(issue.text('nl.yaml')).toBe(
    `${nl}corrections:\n  - text: Tweede.\n  - date: 2026-03-12\n  - text: Eerste.\n`,
  );
  expect((await issue.view()).corrections.map(({ translations }) => translations[0]?.state)).toEqual([
    'done',
    'missing',
    'done',
  ]);
});

test('stories move in every language', async () => {
  const story = (words: readonly string[]) =>
    `stories:\n${words.map((word) => `  - headline: ${word}\n    summary: Summary ${word}.\n`).join('')}`;
  const digest = (words: readonly string[]) => `${enHead.replace('article', 'digest')}${story(words)}`;
  const issue = await room.begin({
    'en.yaml': digest(['One', 'Two']),
    'nl.yaml': `${nlHead}${story(['Een', 'Twee'])}`,
  });
  const seen = (await issue.view()).stories.map(({ hash }) => hash);
  await issue.act({ action: 'write', lists: { stories: { seen, next: [{ from: 1 }, { from: 0 }] } } });
  expect(issue.text('en.yaml')).toBe(digest(['Two', 'One']));
  expect(issue.text('nl.yaml')).toBe(`${nlHead}${story(['Twee', 'Een'])}`);
});

test('a translation with broken syntax stays as it is, and the answer names it', async () => {
  const broken = `${nl}  - paragraph: "open\n`;
  const issue = await begin({ 'nl.yaml': broken });
  const answer = await arrange(issue, [{ from: 3 }, { from: 0 }, { from: 1 }, { from: 2 }]);
  expect(answer).toMatchObject({
    kind: 'saved',
    unfollowed: [{ locale: 'nl', problems: [{ code: 'edit-syntax' }] }],
  });
  expect(issue.text('nl.yaml')).toBe(broken);
  expect(issue.text('en.yaml')).toContain('body:\n  - paragraph: Nothing changes');
});
