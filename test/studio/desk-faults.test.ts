import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Desk } from '../../pipeline/studio/protocol/desk.ts';
import type { IssueDetail, Overview } from '../../pipeline/studio/protocol/issues.ts';
import { type OpenStudio, openStudio, tokenOf } from './open-studio.ts';

// What hard use found: each of these once answered with 500, or wrote something that nobody asked for.

let studio: OpenStudio;
let token: string;
const head = 'kind: article\ndate: 2026-06-01\nstatus: draft\nheadline: Short\nbody:\n';
const own = 'status: draft\nheadline: Kort\nbody:\n';
const files = {
  'content/2026-06-01-lost/en.yaml': `${head}  - paragraph: One.\n`,
  'content/2026-06-01-lost/nl.yaml': `${own}  - paragraph: Een.\n  - alt: Een brug.\n    caption: Hier\n  - label: Lees meer\n`,
  'content/2026-06-02-misspelt/en.yaml': `${head}  - image: a.png\n    alt: A bridge.\n    caption: Here\n  - divider: true\n`,
  'content/2026-06-02-misspelt/nl.yaml': `status: draft\nheadlin: Kort\nbody:\n  - alt: Een brug.\n    captoin:  Hier # zo\n`,
  'content/2026-06-03-broken/en.yaml': `${head}  - paragraph: One.\n`,
  'content/2026-06-03-broken/nl.yaml': '- not a map\n',
  'content/2026-06-05-empty/en.yaml': `${head}  - paragraph: One.\n`,
  'content/2026-06-05-empty/nl.yaml': '\n',
  'content/2026-06-04-stale/en.yaml': `${head}  - paragraph: One.\n    id: one\n`,
  'content/2026-06-04-stale/nl.yaml': `${own}  - paragraph: Een.\n`,
};
beforeAll(async () => {
  studio = await openStudio(files);
  token = await tokenOf(studio);
});
afterAll(() => studio.close());

const get = async <Answer>(path: string) => (await (await fetch(studio.url + path)).json()) as Answer;
const view = (slug: string) => get<Desk>(`api/desk/${slug}/nl`);

function post(path: string, body: unknown): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-studio-token': token };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(studio.url + path, { method: 'POST', headers, body: text });
}

test('a picture and a button that the source has lost are left over, with their words, and can be taken out', async () => {
  const { parts } = await view('2026-06-01-lost');
  expect(parts.map(({ key, kind, state }) => [key, kind, state])).toEqual([
    ['headline', 'headline', 'done'],
    ['body.0', 'paragraph', 'done'],
    ['own.body.1', 'block', 'extra'],
    ['own.body.2', 'block', 'extra'],
  ]);
  expect(parts[2]?.translation).toEqual({ alt: 'Een brug.', caption: 'Hier' });
  const taken = await post('api/desk/2026-06-01-lost/nl', {
    action: 'remove',
    part: 'own.body.1',
    base: parts[2]?.translation,
  });
  expect(taken.status).toBe(200);
  expect(await studio.read('content/2026-06-01-lost/nl.yaml')).toBe(
    `${own}  - paragraph: Een.\n  - label: Lees meer\n`,
  );
});

test('a misspelt key has a mend, which changes only the key', async () => {
  const slug = '2026-06-02-misspelt';
  const { parts } = await view(slug);
  expect(parts.flatMap(({ key, misspelt }) => misspelt.map((each) => [key, each.key, each.meant]))).toEqual([
    ['headline', 'headlin', 'headline'],
    ['body.0', 'captoin', 'caption'],
  ]);
  const wish = { action: 'mend', part: 'body.0', key: 'captoin', meant: 'caption' };
  expect((await post(`api/desk/${slug}/nl`, { ...wish, meant: 'credit' })).status).toBe(409);
  expect((await post(`api/desk/${slug}/nl`, wish)).status).toBe(200);
  expect(
    (await post(`api/desk/${slug}/nl`, { ...wish, part: 'headline', key: 'headlin', meant: 'headline' }))
      .status,
  ).toBe(200);
  expect(await studio.read(`content/${slug}/nl.yaml`)).toBe(
    'status: draft\nheadline: Kort\nbody:\n  - alt: Een brug.\n    caption:  Hier # zo\n',
  );
});

test('fields that a part does not have are refused, and nothing is written', async () => {
  const before = await studio.read('content/2026-05-07-bridges/nl.yaml');
  const { parts } = await view('2026-05-07-bridges');
  for (const kind of ['headline', 'paragraph']) {
    const part = parts.find((each) => each.kind === kind);
    const save = { action: 'save', part: part?.key, seen: part?.whole, base: part?.translation };
    const answer = await post('api/desk/2026-05-07-bridges/nl', {
      ...save,
      words: { ...part?.translation, status: 'ready' },
    });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ problems: [{ code: 'unknown-key' }] });
  }
  expect(await studio.read('content/2026-05-07-bridges/nl.yaml')).toBe(before);
});

test('a change that a file does not allow is refused with its line', async () => {
  const slug = '2026-06-03-broken';
  const desk = await view(slug);
  expect(desk.isBroken).toBe(true);
  const overview = await get<Overview>('api/issues');
  const row = overview.issues.find((each) => each.slug === slug);
  expect(row?.editions.find(({ locale }) => locale === 'nl')?.status).toBe('broken');
  const save = {
    action: 'save',
    part: 'headline',
    seen: { headline: 'Short' },
    base: {},
    words: { headline: 'x' },
  };
  const answer = await post(`api/desk/${slug}/nl`, save);
  expect(answer.status).toBe(422);
  expect(await answer.json()).toMatchObject({ problems: [{ code: 'edit-refused', line: 1 }] });
  expect(await studio.read(`content/${slug}/nl.yaml`)).toBe('- not a map\n');
});

test('an empty file is treated on the desk like a missing one', async () => {
  const slug = '2026-06-05-empty';
  expect((await view(slug)).isBroken).toBe(false);
  const words = { headline: 'Kort' };
  const save = { action: 'save', part: 'headline', seen: { headline: 'Short' }, base: {}, words };
  expect((await post(`api/desk/${slug}/nl`, save)).status).toBe(200);
  expect(await studio.read(`content/${slug}/nl.yaml`)).toContain('status: draft\nheadline: Kort\n');
});

test('a block of the source that is broken is not said to have changed', async () => {
  const slug = '2026-06-04-stale';
  expect((await post(`api/desk/${slug}/nl`, { action: 'accept', part: 'body.0' })).status).toBe(200);
  await studio.edit(`content/${slug}/en.yaml`, 'paragraph: One.', 'paragraph: 12');
  await expect
    .poll(async () => (await get<IssueDetail>(`api/issues/${slug}`)).problems.map(({ code }) => code))
    .toContain('wrong-type');
  const { parts } = await view(slug);
  expect(parts.map(({ state }) => state)).not.toContain('stale');
  const { problems } = await get<IssueDetail>(`api/issues/${slug}`);
  expect(problems.map(({ code }) => code)).not.toContain('translation-stale');
});

test.each([
  ['api/desk/2026-05-07-bridges/nl', '{"action":'],
  ['api/desk/2026-05-07-bridges/nl', 'null'],
  ['api/texts/nl', '['],
  ['api/texts/nl', { action: 'save', part: 'email:nothing', seen: {}, base: {}, words: 3 }],
  ['api/test', 'x'],
  ['api/dispatch/1/state', '{'],
])('a malformed request is a client error: %s %j', async (path, body) => {
  expect((await post(path, body)).status).toBe(400);
});

test.each([
  'pictures/%zz',
  'api/issues/%zz',
  'preview/%E0%A4%A/nl',
  'api/issues/no-such-issue',
  'api/desk/2026-05-07-bridges/xx',
])('an address that leads to nothing is no failure: %s', async (path) => {
  const { status } = await fetch(studio.url + path);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(status).toBeLessThan(500);
});

test('a request that is too large, or with an invalid origin, is a client error', async () => {
  for (const origin of ['nonsense', 'http://', '%']) {
    expect((await fetch(`${studio.url}api/issues`, { headers: { origin } })).status).toBe(403);
  }
  // Last: the server closes the connection of a body that it does not read.
  const large = await post('api/desk/2026-05-07-bridges/nl', JSON.stringify('x'.repeat(300_000)));
  expect(large.status).toBe(413);
});
