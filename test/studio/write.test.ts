import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { WriteEntry, WriteView } from '../../pipeline/studio/protocol/write.ts';
import { openWriteRoom, openWriteRoomIn, type WriteRoom, type WrittenIssue } from './open-write-room.ts';

let room: WriteRoom;
beforeAll(async () => {
  room = await openWriteRoom();
});
afterAll(() => room?.close());

const head = `# The issue of spring.
kind: article
date: 2026-03-09
status: draft # not yet
headline: "The bridge"
`;
const en = `${head}
body:
  # The opening.
  - paragraph: The bridge *opened*.
  - quote: >-
      A quote that the author
      folded over two lines.
    by: A skipper

  # The list.
  - list: [one, two, three]
    ordered: true
  - paragraph: 'It''s the end.'
`;

const all = ({ body }: WriteView): WriteEntry[] => body.map((_, from) => ({ from }));
const seen = ({ body }: WriteView) => body.map(({ hash }) => hash);

/** Writes the body as it should be, and returns the answer. */
async function arrange(desk: WrittenIssue, next: (view: WriteView) => readonly WriteEntry[]) {
  const view = await desk.view();
  return desk.act({ action: 'write', lists: { body: { seen: seen(view), next: next(view) } } });
}

const paragraph = (text: string): WriteEntry => ({
  block: { kind: 'paragraph', values: { paragraph: text } },
});

describe('the view', () => {
  test('has every field and block with its form', async () => {
    const desk = await room.begin({ 'en.yaml': en });
    const view = await desk.view();
    expect(view).toMatchObject({ slug: desk.slug, locale: 'en', kind: 'article', isBroken: false });
    expect(view.head.find(({ name }) => name === 'headline')).toMatchObject({ value: 'The bridge' });
    expect(view.head.find(({ name }) => name === 'sendAt')).toMatchObject({
      form: { role: 'moment', isOptional: true },
      hash: '',
    });
    expect(view.head.find(({ name }) => name === 'status')?.form).toMatchObject({
      role: 'choice',
      choices: ['draft', 'ready'],
    });
    expect(view.head.find(({ name }) => name === 'footnotes')?.form).toMatchObject({
      role: 'inline',
      isMap: true,
    });
    expect(view.head.find(({ name }) => name === 'notes')?.form).toMatchObject({
      role: 'note',
      isList: true,
    });
    expect(view.head.find(({ name }) => name === 'withdrawn')?.form.role).toBe('withdrawal');
    expect(view.body.map(({ kind }) => kind)).toEqual(['paragraph', 'quote', 'list', 'paragraph']);
    expect(view.body[0]?.values['paragraph']).toEqual({
      markdown: 'The bridge *opened*.',
      nodes: [
        { type: 'text', value: 'The bridge ' },
        { type: 'emphasis', children: [{ type: 'text', value: 'opened' }] },
        { type: 'text', value: '.' },
      ],
    });
    expect(view.body[0]?.translations).toEqual([{ locale: 'nl', state: 'missing' }]);
    expect(view.kinds.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['table', 'story', 'correction']),
    );
    expect(
      view.kinds.flatMap(({ fields }) => fields).filter(({ description }) => description === ''),
    ).toEqual([]);
    expect(view.kinds.flatMap(({ fields }) => fields).filter(({ role }) => role === 'other')).toEqual([]);
  });

  test('puts a problem beside its block and its field', async () => {
    const desk = await room.begin({ 'en.yaml': `${en}  - image: gone.png\n    alt: A bridge\n` });
    const [problem] = (await desk.view()).body[4]?.problems ?? [];
    expect(problem).toMatchObject({ code: 'asset-missing', field: 'image' });
  });

  test('names the blocks that can only be moved', async () => {
    const desk = await room.begin({
      'en.yaml': `${head}body:\n  - &a\n    paragraph: A\n  - *a\n  - what: B\n`,
    });
    expect((await desk.view()).body.map(({ isFixed }) => isFixed)).toEqual([undefined, 'alias', 'broken']);
  });
});

describe('a request', () => {
  test('that changes nothing leaves every byte', async () => {
    const desk = await room.begin({ 'en.yaml': en });
    const view = await desk.view();
    const [first] = view.body;
    const same = first?.values['paragraph'] as { nodes: [] };
    const next: WriteEntry[] = [
      { from: 0, set: { paragraph: { nodes: same.nodes } } },
      ...all(view).slice(1),
    ];
    const answer = await desk.act({ action: 'write', lists: { body: { seen: seen(view), next } } });
    expect(answer.kind).toBe('saved');
    expect(desk.text('en.yaml')).toBe(en);
  });

  test('sets, adds, moves, copies, converts and removes blocks in one step', async () => {
    const desk = await room.begin({ 'en.yaml': en });
    const answer = await arrange(desk, () => [
      { from: 3, set: { paragraph: "It's *not* the end." } },
      paragraph('New.'),
      { from: 0, into: 'heading', values: { heading: 'The bridge *opened*.' } },
      { copyOf: 1 },
      { from: 1, set: { by: null } },
    ]);
    expect(answer).toMatchObject({ kind: 'saved', places: { body: [0, 1, 2, 3, 4] } });
    expect(desk.text('en.yaml')).toBe(`${head}
body:
  - paragraph: 'It''s *not* the end.'
  - paragraph: New.
  # The opening.
  - heading: The bridge *opened*.
  - quote: >-
      A quote that the author
      folded over two lines.
    by: A skipper
  - quote: >-
      A quote that the author
      folded over two lines.
`);
  });
});

test('the crop and the focus of a picture are maps, which keep their form in the file', async () => {
  const image = '  - image: a.png\n    alt: A field.\n';
  const framed = `${image}    crop: { left: 5%, top: 10% } # Without the crane.\n`;
  const issue = await room.begin({ 'en.yaml': `${head}\nbody:\n${framed}${image}` });
  const focus = { x: '50%', y: '30%' };
  const answer = await arrange(issue, () => [
    { from: 0, set: { crop: { top: '12.5%', left: '5%' } } },
    { from: 1, set: { crop: { bottom: '20%' }, focus } },
  ]);
  expect(answer.kind).toBe('saved');
  expect(issue.text('en.yaml')).toBe(
    `${head}\nbody:\n${framed.replace('10%', '12.5%')}${image}    crop:\n      bottom: 20%\n    focus:\n      x: 50%\n      y: 30%\n`,
  );
  const view = await issue.view();
  expect(view.body[0]?.values).toMatchObject({ crop: { left: '5%', top: '12.5%' } });
  await arrange(issue, () => [
    { from: 0, set: { crop: null } },
    { from: 1, set: { crop: {}, focus: null } },
  ]);
  expect(issue.text('en.yaml')).toBe(`${head}\nbody:\n${image}${image}`);
});

test.each(['>', '|', '|-', '>-'])('a text that begins with "%s" keeps this sign', async (sign) => {
  const block = (words: string) => `  - paragraph: ${sign}\n      ${words}\n  - heading: Next\n`;
  const issue = await room.begin({ 'en.yaml': `${head}body:\n${block('One *two*.')}` });
  const nodes = [{ type: 'text', value: 'Three, four.' }] as const;
  await arrange(issue, (view) => all(view).with(0, { from: 0, set: { paragraph: { nodes } } }));
  expect(issue.text('en.yaml')).toBe(`${head}body:\n${block('Three, four.')}`);
});

describe('undo', () => {
  const files = {
    'en.yaml': en,
    'nl.yaml': 'status: draft\nheadline: De brug\nbody:\n  - paragraph: De brug is *open*.\n',
  };
  const remove = (issue: WrittenIssue) => arrange(issue, (view) => all(view).slice(1));

  test('takes back a step in all languages, and redo does it again, also after a restart', async () => {
    const issue = await room.begin(files);
    await remove(issue);
    const [after, translated] = [issue.text('en.yaml'), issue.text('nl.yaml')];
    expect(translated).not.toContain('open');
    const again = await openWriteRoomIn(room.root);
    const restarted = await again.begin({}, issue.slug);
    expect(await restarted.view()).toMatchObject({ canUndo: true, canRedo: false });
    expect(await restarted.act({ action: 'undo' })).toMatchObject({
      kind: 'saved',
      view: { canUndo: false, canRedo: true },
    });
    expect([issue.text('en.yaml'), issue.text('nl.yaml')]).toEqual([en, files['nl.yaml']]);
    await restarted.act({ action: 'redo' });
    expect([issue.text('en.yaml'), issue.text('nl.yaml')]).toEqual([after, translated]);
  });

  test('is refused after somebody else has changed a file', async () => {
    const issue = await room.begin(files);
    await remove(issue);
    const theirs = `${issue.text('en.yaml')}# Theirs.\n`;
    await issue.write('en.yaml', theirs);
    const answer = await issue.act({ action: 'undo' });
    expect(answer).toMatchObject({ kind: 'refused', problems: [{ code: 'studio-changed' }] });
    expect(issue.text('en.yaml')).toBe(theirs);
  });

  test('a new step ends what could be done again', async () => {
    const issue = await room.begin(files);
    await remove(issue);
    await issue.act({ action: 'undo' });
    await arrange(issue, (view) => [...all(view), paragraph('New.')]);
    expect(await issue.view()).toMatchObject({ canUndo: true, canRedo: false });
  });

  test('typing in one part is one step for ten seconds', async () => {
    const issue = await room.begin(files);
    const type = async (text: string) =>
      arrange(issue, (view) => all(view).with(3, { from: 3, set: { paragraph: text } }));
    await type('It');
    room.clock.now += 4000;
    await type('It is');
    room.clock.now += 5000;
    await type('It is over');
    const typed = issue.text('en.yaml');
    room.clock.now += 2000;
    await type('It is over.');
    await issue.act({ action: 'undo' });
    expect(issue.text('en.yaml')).toBe(typed);
    await issue.act({ action: 'undo' });
    expect(issue.text('en.yaml')).toBe(en);
    expect((await issue.view()).canUndo).toBe(false);
  });

  test('a request that arrives twice is carried out once, also after a restart', async () => {
    const issue = await room.begin(files);
    const view = await issue.view();
    const next = [...all(view), paragraph('New.')];
    const request = { action: 'write', lists: { body: { seen: seen(view), next } }, request: 'a' } as const;
    expect(await issue.act(request)).toMatchObject({ kind: 'saved', places: { body: [0, 1, 2, 3, 4] } });
    const after = issue.text('en.yaml');
    const present = await issue.view();
    expect(await issue.act(request)).toEqual({ kind: 'repeated', view: present });
    const restarted = await (await openWriteRoomIn(room.root)).begin({}, issue.slug);
    expect(await restarted.act(request)).toEqual({ kind: 'repeated', view: present });
    expect(issue.text('en.yaml')).toBe(after);
    await restarted.act({ ...request, request: 'b' });
    expect(issue.text('en.yaml')?.match(/New/g)).toHaveLength(2);
    const undo = { action: 'undo', request: 'c' } as const;
    await restarted.act(undo);
    expect(await restarted.act(undo)).toMatchObject({ kind: 'repeated', view: { canUndo: true } });
    expect(issue.text('en.yaml')).toBe(after);
    expect(await restarted.act(request)).toMatchObject({ kind: 'repeated' });
  });

  test('of words that were typed in several requests keeps the id of each', async () => {
    const issue = await room.begin(files);
    const type = async (text: string, request: string) => {
      const view = await issue.view();
      const next = all(view).with(3, { from: 3, set: { paragraph: text } });
      return { action: 'write', lists: { body: { seen: seen(view), next } }, request } as const;
    };
    const first = await type('It', 'a');
    await issue.act(first);
    await issue.act(await type('It is', 'b'));
    const restarted = await (await openWriteRoomIn(room.root)).begin({}, issue.slug);
    expect(await restarted.act(first)).toMatchObject({ kind: 'repeated' });
    expect(issue.text('en.yaml')).toContain("paragraph: 'It is'");
  });

  test('shows the label of the step', async () => {
    const issue = await room.begin(files);
    const view = await issue.view();
    const { hash: at } = view.head.find(({ name }) => name === 'status') ?? { hash: '' };
    await issue.act({
      action: 'write',
      head: { status: { seen: at, value: 'ready' } },
      label: 'Set to ready',
    });
    expect(issue.text('en.yaml')).toBe(en.replace('status: draft # not yet', 'status: ready # not yet'));
    expect((await issue.view()).undoes).toBe('Set to ready');
  });
});

test('a request with values that are nested too deeply is none', async () => {
  const issue = await room.begin({ 'en.yaml': en });
  const value = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000));
  const act = issue.act({ action: 'write', head: { topics: { seen: '', value } } });
  await expect(act).rejects.toThrow('does not know this request');
});

test('a request is refused if the file would become too large to be read again', async () => {
  const issue = await room.begin({ 'en.yaml': en });
  const next = all(await issue.view()).with(0, { from: 0, set: { paragraph: 'word '.repeat(210_000) } });
  const answer = await issue.act({
    action: 'write',
    lists: { body: { seen: seen(await issue.view()), next } },
  });
  expect(answer).toMatchObject({ kind: 'refused', problems: [{ code: 'file-too-large' }] });
  expect(issue.text('en.yaml')).toBe(en);
});

describe('somebody else', () => {
  const theirs = (issue: WrittenIssue, before: string, after: string) =>
    issue.write('en.yaml', (issue.text('en.yaml') ?? '').replace(before, after));

  test('has changed a block that the request changes, and one that it removes: both stay', async () => {
    const issue = await room.begin({ 'en.yaml': en });
    const view = await issue.view();
    await theirs(issue, 'The bridge *opened*.', 'Theirs.');
    await theirs(issue, '[one, two, three]', '[one, four]');
    const next: WriteEntry[] = [
      { from: 0, set: { paragraph: 'Mine.' } },
      { from: 1, set: { by: 'A sailor' } },
      { from: 3 },
    ];
    const answer = await issue.act({ action: 'write', lists: { body: { seen: seen(view), next } } });
    expect(answer).toMatchObject({ kind: 'conflict', places: { body: [0, 1, 3] } });
    expect(answer.kind === 'conflict' && answer.parts.toSorted()).toEqual(['body.0', 'body.2']);
    const text = issue.text('en.yaml') ?? '';
    for (const words of ['Theirs.', 'by: A sailor', '[one, four]']) expect(text).toContain(words);
    expect(text).not.toContain('Mine.');
  });

  test.each([
    ['in pieces', en.slice(0, en.indexOf('body:'))],
    ['after emptying it', ''],
    ['with a mistake at first', `${en}broken: [\n`],
  ])('writes the file %s: a request waits until it has settled', async (_, piece) => {
    const issue = await room.begin({ 'en.yaml': en });
    const next: WriteEntry[] = [
      { from: 0, set: { paragraph: 'Mine.' } },
      { block: { kind: 'paragraph', values: { paragraph: 'New.' } } },
      ...[1, 2, 3].map((from) => ({ from })),
    ];
    const request = { action: 'write', lists: { body: { seen: seen(await issue.view()), next } } } as const;
    room.settling.meanwhile = () => issue.write('en.yaml', en);
    onTestFinished(() => {
      room.settling.meanwhile = async () => {};
    });
    await issue.write('en.yaml', piece);
    expect(await issue.act(request)).toMatchObject({ kind: 'saved' });
    expect(issue.text('en.yaml')).toMatch(/- paragraph: Mine\.\s+- paragraph: New\./);
  });

  test('has changed a block into which the request joins another: the other one stays', async () => {
    const issue = await room.begin({ 'en.yaml': en });
    const view = await issue.view();
    await theirs(issue, 'The bridge *opened*.', 'Theirs.');
    const next: WriteEntry[] = [
      { from: 0, set: { paragraph: 'Mine. Joined.' }, joins: [3] },
      { from: 1 },
      { from: 2 },
    ];
    const answer = await issue.act({ action: 'write', lists: { body: { seen: seen(view), next } } });
    expect(answer).toMatchObject({ kind: 'conflict', parts: ['body.0'] });
    expect(issue.text('en.yaml')).toContain("'It''s the end.'");
  });

  test('has changed a block that the request splits: its second half is not written twice', async () => {
    const issue = await room.begin({ 'en.yaml': en });
    const view = await issue.view();
    await theirs(issue, "'It''s the end.'", "'It''s their end.'");
    const half = { kind: 'paragraph', values: { paragraph: 'the end.' } };
    const next: WriteEntry[] = [
      ...all(view).with(3, { from: 3, set: { paragraph: "It's" } }),
      { block: half, splitOf: 3 },
      paragraph('Another one.'),
    ];
    const answer = await issue.act({ action: 'write', lists: { body: { seen: seen(view), next } } });
    expect(answer).toMatchObject({
      kind: 'conflict',
      parts: ['body.3'],
      places: { body: [0, 1, 2, 3, null, 4] },
    });
    expect(issue.text('en.yaml')).toMatch(
      / {2}- paragraph: 'It''s their end.'\n {2}- paragraph: Another one.\n$/,
    );
  });

  test('has removed a block that the request changes: its place is null, and nothing comes back', async () => {
    const issue = await room.begin({ 'en.yaml': en });
    const view = await issue.view();
    await theirs(issue, "  - paragraph: 'It''s the end.'\n", '');
    const next = all(view).with(3, { from: 3, set: { paragraph: 'Mine.' } });
    const answer = await issue.act({ action: 'write', lists: { body: { seen: seen(view), next } } });
    expect(answer).toMatchObject({ kind: 'conflict', parts: [], places: { body: [0, 1, 2, null] } });
    expect(issue.text('en.yaml')).not.toContain('Mine.');
  });

  test('has added and moved blocks: both keep their work', async () => {
    const issue = await room.begin({ 'en.yaml': en });
    const view = await issue.view();
    await theirs(issue, '  # The list.', '  - paragraph: Added.\n\n  # The list.');
    const next: WriteEntry[] = [
      { from: 3 },
      { from: 0, set: { paragraph: 'Mine.' } },
      { from: 1 },
      { from: 2 },
    ];
    const answer = await issue.act({ action: 'write', lists: { body: { seen: seen(view), next } } });
    expect(answer).toMatchObject({ kind: 'saved', places: { body: [0, 1, 2, 4] } });
    const markdown = (await issue.view()).body.map(
      ({ values }) => JSON.stringify(values).match(/"markdown":"(.*?)"/)?.[1],
    );
    expect(markdown).toEqual(["It's the end.", 'Mine.', expect.stringMatching('A quote'), 'Added.', 'one']);
  });

  test('has changed a field of the head', async () => {
    const issue = await room.begin({ 'en.yaml': en });
    const { hash: at } = (await issue.view()).head.find(({ name }) => name === 'headline') ?? { hash: '' };
    await theirs(issue, '"The bridge"', '"Their bridge"');
    const headline = { seen: at, value: 'My bridge' };
    const answer = await issue.act({
      action: 'write',
      head: { headline, kicker: { seen: '', value: 'Harbour' } },
    });
    expect(answer).toMatchObject({ kind: 'conflict', parts: ['headline'] });
    expect(issue.text('en.yaml')).toContain('kicker: Harbour\nheadline: "Their bridge"');
  });
});

describe('a request is refused', () => {
  test.each([
    ['a field that no such block has', { from: 0, set: { colour: 'red' } }, 'unknown-key'],
    ['a kind that does not exist', { block: { kind: 'poem', values: {} } }, 'block-kind-unknown'],
    ['a value that a field cannot hold', { from: 0, set: { paragraph: ['a'] } }, 'wrong-type'],
    [
      'a crop in another form',
      { block: { kind: 'image', values: { image: 'a.png', crop: { top: 10 } } } },
      'wrong-type',
    ],
  ] as const)('for %s, and nothing is written', async (_, entry, code) => {
    const issue = await room.begin({ 'en.yaml': en });
    const answer = await arrange(issue, (view) => [entry, ...all(view).slice(1)]);
    expect(answer).toMatchObject({ kind: 'refused', problems: [{ code }] });
    expect(issue.text('en.yaml')).toBe(en);
  });

  test('for a file with broken syntax, and for a block of no kind', async () => {
    const broken = await room.begin({ 'en.yaml': `${en}  - paragraph: "open\n` });
    expect((await broken.view()).isBroken).toBe(true);
    const kicker = { seen: '', value: 'Harbour' };
    expect(await broken.act({ action: 'write', head: { kicker } })).toMatchObject({
      problems: [{ code: 'edit-syntax' }],
    });
    const odd = await room.begin({ 'en.yaml': `${head}body:\n  - what: B\n  - paragraph: A\n` });
    const answer = await arrange(odd, () => [{ from: 0, set: { paragraph: 'B' } }, { from: 1 }]);
    expect(answer).toMatchObject({ kind: 'refused', problems: [{ code: 'studio-block' }] });
  });
});

describe('the disk', () => {
  test('is full or read-only: the answer says so, and nothing is half written', async () => {
    const issue = await room.begin({
      'en.yaml': en,
      'nl.yaml': 'status: draft\nheadline: De brug\nbody: []\n',
    });
    const folder = join(room.root, 'content', issue.slug);
    // A folder in the place of the new text makes writing fail, for every user.
    await mkdir(join(folder, 'en.yaml.part'));
    const answer = await arrange(issue, (view) => all(view).slice(1));
    expect(answer).toMatchObject({ kind: 'refused', problems: [{ code: 'studio-unwritten' }] });
    expect(issue.text('en.yaml')).toBe(en);
    expect((await issue.view()).canUndo).toBe(false);
    await rm(join(folder, 'en.yaml.part'), { recursive: true });
    expect((await arrange(issue, (view) => all(view).slice(1))).kind).toBe('saved');
  });

  test.each(['doing', 'undoing'] as const)(
    'holds a step that was interrupted while %s: it is finished',
    async (state) => {
      const nl = 'status: draft\nheadline: De brug\nbody:\n  - paragraph: De brug is *open*.\n';
      const issue = await room.begin({ 'en.yaml': en, 'nl.yaml': nl });
      await arrange(issue, (view) => all(view).slice(1));
      const [after, translated] = [issue.text('en.yaml') ?? '', issue.text('nl.yaml') ?? ''];
      const steps = join(room.root, '.courant/studio', encodeURIComponent(`content/${issue.slug}`));
      await rename(join(steps, '000001.done.json'), join(steps, `000001.${state}.json`));
      // One of the two files was not written yet.
      if (state === 'doing') await issue.write('nl.yaml', nl);
      else await issue.write('en.yaml', en);
      await room.deskFiles.recover();
      expect([issue.text('en.yaml'), issue.text('nl.yaml')]).toEqual(
        state === 'doing' ? [after, translated] : [en, nl],
      );
      expect(await issue.view()).toMatchObject({ canUndo: state === 'doing', canRedo: state !== 'doing' });
    },
  );

  test('holds an interrupted step and a later change: the change stays', async () => {
    const issue = await room.begin({ 'en.yaml': en });
    await arrange(issue, (view) => all(view).slice(1));
    const steps = join(room.root, '.courant/studio', encodeURIComponent(`content/${issue.slug}`));
    await rename(join(steps, '000001.done.json'), join(steps, '000001.doing.json'));
    await issue.write('en.yaml', `${en}# Theirs.\n`);
    await room.deskFiles.recover();
    expect(issue.text('en.yaml')).toBe(`${en}# Theirs.\n`);
    expect((await issue.view()).canUndo).toBe(false);
  });
});
