import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Desk, DeskPart, PartHistory } from '../../pipeline/studio/protocol/desk.ts';
import type { WriteView } from '../../pipeline/studio/protocol/write.ts';
import { type OpenStudio, openStudio, tokenOf } from './open-studio.ts';
import { commitAll, initRepository } from './repository.ts';

let studio: OpenStudio;
let token: string;
beforeAll(async () => {
  studio = await openStudio();
  token = await tokenOf(studio);
});
afterAll(() => studio.close());

const slug = '2026-05-07-bridges';
const address = (issue = slug) => `${studio.url}api/desk/${issue}/nl`;

async function view(issue = slug): Promise<Desk> {
  return (await (await fetch(address(issue))).json()) as Desk;
}

async function part(key: string, issue = slug): Promise<DeskPart> {
  const found = (await view(issue)).parts.find((each) => each.key === key);
  if (found === undefined) throw new Error(`There is no part ${key}.`);
  return found;
}

function act(request: object, issue = slug): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'x-studio-token': token };
  return fetch(address(issue), { method: 'POST', headers, body: JSON.stringify(request) });
}

const save = ({ key, whole, translation }: DeskPart, words: object) => ({
  action: 'save',
  part: key,
  seen: whole ?? {},
  base: translation ?? {},
  words,
});

describe('saving', () => {
  test('changes the words, records their source, and changes nothing else', async () => {
    const before = await studio.read(`content/${slug}/nl.yaml`);
    const headline = await part('headline');
    expect((await act(save(headline, { headline: 'Brugtijden online' }))).status).toBe(200);
    const after = await studio.read(`content/${slug}/nl.yaml`);
    expect(after).toBe(
      before.replace('headline: Veermonde zet brugtijden online', 'headline: Brugtijden online'),
    );
  });

  test('tells which words are names, that stay as they are where nothing is written', async () => {
    const { parts } = await view();
    const namesOf = (wanted: string) => parts.find(({ kind }) => kind === wanted)?.names;
    expect(['quote', 'byline', 'paragraph'].map(namesOf)).toEqual([['by'], ['byline'], []]);
  });

  test('can be undone, as long as nobody else has changed the file', async () => {
    const before = await studio.read(`content/${slug}/nl.yaml`);
    await act(save(await part('byline'), { byline: 'Van de redactie' }));
    expect((await act({ action: 'undo' })).status).toBe(200);
    expect(await studio.read(`content/${slug}/nl.yaml`)).toBe(before);

    await act(save(await part('byline'), { byline: 'Van de redactie' }));
    await studio.edit(`content/${slug}/nl.yaml`, 'Van de redactie', 'Van iemand anders');
    expect((await act({ action: 'undo' })).status).toBe(409);
    expect(await studio.read(`content/${slug}/nl.yaml`)).toContain('Van iemand anders');
  });

  test('never overwrites an edit on disk', async () => {
    const deck = await part('deck');
    await studio.edit(`content/${slug}/nl.yaml`, '**Iedereen** mag', '**Elk** mag');
    const answer = await act(save(deck, { deck: 'Van mij.' }));
    expect(answer.status).toBe(409);
    expect(JSON.stringify(await answer.json())).toContain('**Elk** mag');
    expect(await studio.read(`content/${slug}/nl.yaml`)).toContain('**Elk** mag');
  });

  test('a machine\u2019s draft is marked until a person accepts it', async () => {
    const heading = await part('body.4');
    await act({ ...save(heading, { heading: 'Machinaal' }), machine: true });
    expect((await part('body.4')).state).toBe('machine');
    await act({ action: 'accept', part: 'body.4' });
    expect((await part('body.4')).state).toBe('done');
  });

  test('changes of the source are shown, and can be accepted', async () => {
    await studio.edit(`content/${slug}/en.yaml`, 'opened 41 times', 'opened 43 times');
    await expect.poll(async () => (await part('body.5')).state).toBe('stale');
    const stale = await part('body.5');
    expect(stale.changes[0]?.parts).toContainEqual({ kind: 'old', text: '41' });
    await act({ action: 'accept', part: 'body.5' });
    expect((await part('body.5')).state).toBe('done');
  });

  test('a leftover part can be removed, and comes back when that is undone', async () => {
    const nl = `content/${slug}/nl.yaml`;
    const before = await studio.read(nl);
    await studio.write(nl, `${before}  - heading: Over\n`);
    const extra = async () => (await view()).parts.filter(({ state }) => state === 'extra');
    await expect.poll(async () => (await extra()).map(({ kind }) => kind)).toEqual(['heading']);
    const [left] = await extra();
    const request = { action: 'remove', part: left?.key, base: left?.translation };
    expect((await act({ ...request, base: { heading: 'Iets anders' } })).status).toBe(409);
    expect((await act(request)).status).toBe(200);
    expect((await studio.read(nl)).trimEnd()).toBe(before.trimEnd());
    await act({ action: 'undo' });
    expect(await studio.read(nl)).toBe(`${before}  - heading: Over\n`);
    await act(request);
  });

  test('unknown requests are refused', async () => {
    for (const request of [{}, { action: 'delete' }, { action: 'save', part: 1 }]) {
      expect((await act(request)).status).toBe(400);
    }
  });
});

describe('the history of a part', () => {
  const history = async (key: string) =>
    (await (await fetch(`${address()}/history?part=${key}`)).json()) as PartHistory;
  const nl = `content/${slug}/nl.yaml`;

  test('is a quiet answer without git', async () => {
    expect(await history('body.4')).toEqual({ entries: [], isWithoutGit: true, hasMore: false });
    expect((await fetch(`${address()}/history?part=body.999`)).status).toBe(404);
  });

  test('follows the part through commits that change, move and surround it', async () => {
    const commit = async (before: string, after: string, subject: string) => {
      await studio.edit(nl, before, after);
      return commitAll(studio.root, subject);
    };
    await initRepository(studio.root);
    const heading = Object.values((await part('body.4')).translation ?? {})[0] as string;
    await commit(`heading: ${heading}`, 'heading: Acht minuten wachten', 'Other words');
    await commit('body:\n', 'body:\n  - paragraph: Vooraf.\n    only: true\n', 'A block before it');
    await commit('heading: Acht minuten wachten', 'heading: Negen minuten wachten', 'Again');
    await expect
      .poll(async () => (await part('body.4')).translation)
      .toEqual({ heading: 'Negen minuten wachten' });
    const { entries, hasMore } = await history('body.4');
    expect(
      entries.map(({ subject, author, words, changes }) => [subject, author, words, changes.length]),
    ).toEqual([
      ['Again', 'Editor', { heading: 'Negen minuten wachten' }, 0],
      ['Other words', 'Editor', { heading: 'Acht minuten wachten' }, 1],
      ['As it was', 'Editor', { heading }, 1],
    ]);
    expect(hasMore).toBe(false);
    expect((await history('headline')).entries.map(({ subject }) => subject)).toEqual(['As it was']);
    // Former words come back by a save, as if a person had typed them.
    expect((await act(save(await part('body.4'), entries[2]?.words ?? {}))).status).toBe(200);
    expect(await studio.read(nl)).toContain(`heading: ${heading}`);
  });
});

test('a source block that becomes another kind takes its translation and its record along', async () => {
  const before = await part('body.8');
  const [field = '', words] = Object.entries(before.translation ?? {})[0] ?? [];
  const write = `${studio.url}api/write/${slug}`;
  const { body } = (await (await fetch(write)).json()) as WriteView;
  const at = body.findIndex(({ key }) => key === 'body.8');
  const [text = {}] = Object.values(body[at]?.values ?? {});
  const next = body.map((_, from) =>
    from === at ? { from, into: 'quote', values: { quote: text } } : { from },
  );
  const headers = { 'content-type': 'application/json', 'x-studio-token': token };
  const request = { action: 'write', lists: { body: { seen: body.map(({ hash }) => hash), next } } };
  const answer = await fetch(write, { method: 'POST', headers, body: JSON.stringify(request) });
  expect(answer.status, await answer.text()).toBe(200);
  await expect.poll(async () => (await part('body.8')).kind).toBe('quote');
  const after = await part('body.8');
  expect([before.kind, field]).toEqual(['paragraph', 'paragraph']);
  expect(after.translation).toEqual({ quote: words });
  expect(after.state).toBe('done');
});

test('leaves no half-written file behind', async () => {
  await Promise.all([
    act({ action: 'status', status: 'draft' }),
    act({ action: 'status', status: 'ready' }),
    act({ action: 'status', status: 'draft' }),
  ]);
  expect(await readdir(join(studio.root, 'content', slug))).not.toContainEqual(
    expect.stringMatching(/part$/),
  );
});

test('writes nothing through a link that leads out of the publication', async () => {
  const outside = await mkdtemp(join(tmpdir(), 'courant-outside-'));
  try {
    await mkdir(join(outside, 'issue'));
    await symlink(join(outside, 'issue'), join(studio.root, 'content/2026-06-01-linked'));
    const article =
      'kind: article\ndate: 2026-06-01\nstatus: draft\nheadline: Linked\nbody:\n  - paragraph: One.\n';
    await studio.write('content/2026-06-01-linked/en.yaml', article);
    // The studio has read the folder of issues again when it knows one that came after the link.
    await mkdir(join(studio.root, 'content/2026-06-02-beside'));
    await studio.write('content/2026-06-02-beside/en.yaml', article);
    await expect.poll(async () => (await fetch(address('2026-06-02-beside'))).status).toBe(200);
    const request = {
      action: 'save',
      part: 'headline',
      seen: { headline: 'Linked' },
      base: {},
      words: { headline: 'x' },
    };
    expect((await act(request, '2026-06-01-linked')).ok).toBe(false);
    expect(await readdir(join(outside, 'issue'))).toEqual(['en.yaml']);
  } finally {
    await rm(outside, { recursive: true });
  }
});
