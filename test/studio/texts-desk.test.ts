import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { packageRoot } from '../../pipeline/foundation/program/context.ts';
import type { Desk, DeskPart } from '../../pipeline/studio/protocol/desk.ts';
import type { Overview } from '../../pipeline/studio/protocol/issues.ts';
import { openStudioForTest, tokenOf } from './open-studio.ts';

const file = 'locales/nl/email.json';
const record = 'locales/nl/email.source.json';
const source = 'locales/en/email.json';

const polish = `name: Courant
description: News
url: https://courant.example.org
sender:
  address: courant@example.org
  postal: Havenkade 12, Veermonde
languages:
  source: en
  editions: [en, pl]
timeZone: Europe/Amsterdam
`;

/** The desk of a studio whose publication has texts of its own. */
async function openWithTexts(changes: Readonly<Record<string, string>> = {}) {
  const paths = [file, record, source];
  const texts = await Promise.all(paths.map((path) => readFile(join(packageRoot, path), 'utf8')));
  const files = Object.fromEntries(paths.map((path, at) => [path, texts[at] ?? '']));
  const own = `${JSON.stringify({ ...JSON.parse(files[file] ?? ''), ...changes }, null, 2)}\n`;
  return open({ ...files, [file]: own });
}

async function open(files: Readonly<Record<string, string>> = {}, locale = 'nl') {
  const studio = await openStudioForTest(files);
  const token = await tokenOf(studio);
  const address = `${studio.url}api/texts/${locale}`;
  const view = async () => (await (await fetch(address)).json()) as Desk;
  const part = async (key: string): Promise<DeskPart> => {
    const found = (await view()).parts.find((each) => each.key === key);
    if (found === undefined) throw new Error(`There is no text ${key}.`);
    return found;
  };
  const act = (request: object): Promise<Response> => {
    const headers = { 'content-type': 'application/json', 'x-studio-token': token };
    return fetch(address, { method: 'POST', headers, body: JSON.stringify(request) });
  };
  const save = async (key: string, words: object) => {
    const { whole, translation } = await part(key);
    return act({ action: 'save', part: key, seen: whole, base: translation, words });
  };
  return { studio, view, part, act, save };
}

describe('a text', () => {
  test('is saved in its place and nothing else, shows in the editions, and can be undone', async () => {
    const { studio, save, act } = await openWithTexts();
    const before = await studio.read(file);
    expect((await save('email:webVersion', { text: 'Lees dit in een "browser"' })).status).toBe(200);
    const now = before.replace('Lees deze editie in je browser', 'Lees dit in een \\"browser\\"');
    expect(await studio.read(file)).toBe(now);
    const preview = await fetch(`${studio.url}preview/2026-05-07-bridges/nl`);
    expect(await preview.text()).toContain('Lees dit in een');
    expect((await act({ action: 'undo' })).status).toBe(200);
    expect(await studio.read(file)).toBe(before);
  });

  test('never overwrites an edit on disk', async () => {
    const { studio, part, act } = await openWithTexts();
    const { whole, translation } = await part('email:help');
    await studio.edit(file, 'Vragen en hulp', 'Vragen? Hulp!');
    const request = {
      action: 'save',
      part: 'email:help',
      seen: whole,
      base: translation,
      words: { text: 'Mijn' },
    };
    const answer = await act(request);
    expect(answer.status).toBe(409);
    expect(await answer.json()).toEqual({ kind: 'conflict', current: { text: 'Vragen? Hulp!' } });
    expect(await studio.read(file)).toContain('Vragen? Hulp!');
  });

  test('whose source has changed is stale until it is accepted', async () => {
    const { studio, part, act, save } = await openWithTexts();
    await studio.edit(source, 'Questions and help', 'Questions and answers');
    await expect.poll(async () => (await part('email:help')).state).toBe('stale');
    expect((await part('email:help')).changes[0]?.parts).toContainEqual({ kind: 'old', text: 'help' });
    const overview = (await (await fetch(`${studio.url}api/issues`)).json()) as Overview;
    expect(overview.texts).toEqual([{ locale: 'nl', open: 1, errors: 0 }]);
    await act({ action: 'accept', part: 'email:help' });
    expect((await part('email:help')).state).toBe('done');
    expect(await studio.read(record)).toContain('"help": "Questions and answers"');
    expect((await save('email:help', { text: 'Vragen en antwoorden' })).status).toBe(200);
  });
});

describe('a text that would break the publication is refused with its rule', () => {
  test.each([
    ['locale-placeholders', 'email:greetingNamed', { text: 'Beste lezer,' }],
    ['locale-placeholder-unknown', 'email:greetingNamed', { text: 'Beste {{name}} {{surname}},' }],
    ['locale-syntax', 'email:greetingNamed', { text: 'Beste {{name},' }],
    ['locale-key-empty', 'email:help', { text: ' ' }],
  ])('%s', async (code, key, words) => {
    const { studio, save } = await openWithTexts();
    const before = await studio.read(file);
    const answer = await save(key, words);
    expect(answer.status).toBe(422);
    expect(JSON.stringify(await answer.json())).toContain(`"code":"${code}"`);
    expect(await studio.read(file)).toBe(before);
  });

  test('a new language is begun text by text, the plural forms of one together', async () => {
    const { studio, part, save } = await open({ 'newsletter.yaml': polish }, 'pl');
    const stories = await part('email:storyCount');
    expect(stories.state).toBe('missing');
    expect(Object.keys(stories.source ?? {})).toEqual(['one', 'few', 'many', 'other']);
    const one = '{{count, number}} wiadomo\u015b\u0107';
    const half = await save('email:storyCount', { one });
    expect(half.status).toBe(422);
    expect(JSON.stringify(await half.json())).toContain('locale-plural-missing');
    const other = '{{count, number}} wiadomo\u015bci';
    const whole = { one, few: other, many: other, other };
    expect((await save('email:storyCount', whole)).status).toBe(200);
    expect(Object.keys(JSON.parse(await studio.read('locales/pl/email.json')))).toHaveLength(4);
    expect((await part('email:storyCount')).state).toBe('done');
  });

  test('earlier mistakes are shown beside their texts, and can be corrected one by one', async () => {
    const { part, save } = await openWithTexts({ greetingNamed: 'Beste lezer,' });
    expect((await part('email:greetingNamed')).problems).toMatchObject([{ code: 'locale-placeholders' }]);
    expect((await save('email:greetingNamed', { text: 'Lieve lezer,' })).status).toBe(200);
    expect((await save('email:greetingNamed', { text: 'Lieve {{name}},' })).status).toBe(200);
    expect((await part('email:greetingNamed')).problems).toEqual([]);
  });
});

test('texts of the package are overridden one by one, and the new file is watched', async () => {
  const { studio, part, save } = await open();
  expect((await save('email:help', { text: 'Hulp' })).status).toBe(200);
  expect(JSON.parse(await studio.read(file))).toEqual({ help: 'Hulp' });
  expect(JSON.parse(await studio.read(record))).toEqual({ help: 'Questions and help' });
  await studio.edit(file, 'Hulp', 'Hulp!');
  await expect.poll(async () => (await part('email:help')).translation).toEqual({ text: 'Hulp!' });
});

test('a file with broken syntax is reported, and never written', async () => {
  const { studio, view, act } = await openWithTexts();
  await studio.edit(file, '{', '{{');
  await expect.poll(async () => (await view()).problems).toMatchObject([{ code: 'json-syntax' }]);
  expect((await view()).parts.some(({ kind }) => kind === 'email')).toBe(false);
  // Without its texts, all others may be translated.
  expect((await view()).isBroken).toBe(true);
  const request = { action: 'save', part: 'email:help', seen: {}, base: {}, words: { text: 'Hulp' } };
  const answer = await act(request);
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ problems: [{ code: 'edit-syntax', file }] });
});

test('unknown requests are refused', async () => {
  const { studio, act } = await open();
  expect((await act({ action: 'omit', part: 'email:help', seen: {}, base: {} })).status).toBe(400);
  expect((await act({ action: 'accept', part: '../../x:help' })).status).toBe(409);
  expect((await fetch(`${studio.url}api/texts/en`)).status).toBe(404);
});

test('writes nothing through a link that leads out of the publication', async () => {
  const { studio, save } = await open();
  const outside = await mkdtemp(join(tmpdir(), 'courant-outside-'));
  onTestFinished(() => rm(outside, { recursive: true }));
  await mkdir(join(studio.root, 'locales'));
  await symlink(outside, join(studio.root, 'locales/nl'));
  const answer = await save('email:help', { text: 'Hulp' });
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain('leads out of the publication');
  expect(await readdir(outside)).toEqual([]);
});
