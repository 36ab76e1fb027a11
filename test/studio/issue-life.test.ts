import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../pipeline/store/open-store.ts';
import { type OpenStudio, openStudio, openStudioForTest, tokenOf } from './open-studio.ts';

const bridges = '2026-05-07-bridges';
const november = '2026-11-19-november';

let studio: OpenStudio;
let headers: Record<string, string>;
beforeAll(async () => {
  studio = await openStudio();
  headers = { 'content-type': 'application/json', 'x-studio-token': await tokenOf(studio) };
});
afterAll(() => studio?.close());

// biome-ignore lint/suspicious/noExplicitAny: the tests compare parts of answers.
type Answer = { status: number; body: any };

const answer = async (response: Response): Promise<Answer> => ({
  status: response.status,
  body: await response.json(),
});
const get = async (path: string) => answer(await fetch(studio.url + path));
const post = async (path: string, body: object) =>
  answer(await fetch(studio.url + path, { method: 'POST', headers, body: JSON.stringify(body) }));

const blank = { title: '', kind: 'article', date: '', slug: '', from: '', keepsWords: false } as const;
const undo = (slug: string) => post(`api/write/${slug}`, { action: 'undo' });
const redo = (slug: string) => post(`api/write/${slug}`, { action: 'redo' });
/** Sets a field of the head on the writing desk. */
async function setField(slug: string, name: string, value: string): Promise<void> {
  const { body } = await get(`api/write/${slug}`);
  const { hash } = body.head.find((field: { name: string }) => field.name === name);
  await post(`api/write/${slug}`, { action: 'write', head: { [name]: { seen: hash, value } } });
}
const folders = async () => (await readdir(join(studio.root, 'content'))).sort();

describe('a new issue', () => {
  test('has a name that the studio proposes and checks while somebody types', async () => {
    const proposal = (query: string) => get(`api/new?${query}`).then(({ body }) => body);
    expect(await proposal('title=Ice%20on%20the%20h%C3%A4rbour&date=2026-12-10')).toEqual({
      date: '2026-12-10',
      slug: '2026-12-10-ice-on-the-harbour',
    });
    expect(await proposal('title=&date=2026-12-10')).toEqual({ date: '2026-12-10' });
    expect(await proposal(`title=x&slug=${bridges}`)).toMatchObject({ refusal: { code: 'issue-exists' } });
    expect(await proposal('title=x&slug=search')).toMatchObject({ refusal: { code: 'slug-reserved' } });
    expect(await proposal('title=x&slug=No%20way')).toMatchObject({ refusal: { code: 'issue-slug' } });
    // A number makes a proposal free.
    expect(await proposal('title=bridges&date=2026-05-07')).toMatchObject({ slug: `${bridges}-2` });
  });

  test('is created from nothing, and appears at once', async () => {
    const made = await post('api/new', { ...blank, title: 'Ice: a "report"', date: '2026-12-10' });
    expect(made).toEqual({ status: 200, body: { slug: '2026-12-10-ice-a-report' } });
    expect(await studio.read('content/2026-12-10-ice-a-report/en.yaml')).toContain(
      'date: 2026-12-10\nstatus: draft\nnumber: 13\nheadline: \'Ice: a "report"\'\n',
    );
    const { body } = await get('api/issues');
    expect(body.issues[0]).toMatchObject({ slug: '2026-12-10-ice-a-report' });
    const again = await post('api/new', { ...blank, title: 'x', slug: '2026-12-10-ice-a-report' });
    expect(again).toMatchObject({ status: 422, body: { problems: [{ code: 'issue-exists' }] } });
    expect((await folders()).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('copies the structure of another one, with its words left open or kept', async () => {
    const from = { ...blank, title: 'Spring', date: '2027-03-11', from: november };
    expect((await post('api/new', from)).status).toBe(200);
    const emptied = await studio.read('content/2027-03-11-spring/en.yaml');
    expect(emptied).toContain('kind: digest\ndate: 2027-03-11\nstatus: draft\nnumber: 14\n');
    expect(emptied).toContain('headline: Spring\n');
    expect(emptied).toContain('topics: [ Veermonde, harbour, leisure ]');
    expect(emptied).not.toContain('ferry falls silent');
    expect(emptied.match(/summary: …/g)?.length).toBeGreaterThan(2);
    expect(await studio.read('content/2027-03-11-spring/nl.yaml')).not.toMatch(/Meerkoet/);
    expect((await readdir(join(studio.root, 'content/2027-03-11-spring'))).sort()).toEqual([
      'en.yaml',
      'ferry.svg',
      'library.svg',
      'meteors.svg',
      'nl.yaml',
    ]);
    expect((await post('api/new', { ...from, title: 'Summer', keepsWords: true })).status).toBe(200);
    expect(await studio.read('content/2027-03-11-summer/en.yaml')).toContain('Foot ferry falls silent');
    expect(await studio.read('content/2027-03-11-summer/nl.source.yaml')).toBe(
      await studio.read(`content/${november}/nl.source.yaml`),
    );
  });
});

describe('renaming', () => {
  const life = (slug: string) => get(`api/life/${slug}`).then(({ body }) => body);
  const rename = (from: string, to: string, isUndo = false) =>
    post(`api/life/${from}`, { action: 'rename', to, isUndo });

  test('keeps the former name as an alias, and links of other issues still lead to it', async () => {
    await studio.edit(
      `content/${november}/en.yaml`,
      'link: https://ferry.example.org/meerkoet',
      `issue: ${bridges}`,
    );
    const before = await studio.read(`content/${bridges}/en.yaml`);
    expect(await rename(bridges, '2026-05-07-kraanbrug')).toMatchObject({ status: 200 });
    const after = await studio.read('content/2026-05-07-kraanbrug/en.yaml');
    // Nothing else in the file changes.
    expect(after.replace(/^aliases:\n( +- .*\n)/m, '')).toBe(before);
    expect(await life('2026-05-07-kraanbrug')).toMatchObject({ aliases: [bridges] });
    expect(await folders()).not.toContain(bridges);
    const { issues } = (await get('api/issues')).body;
    const digest = issues.find(({ slug }: { slug: string }) => slug === november);
    expect(digest).toMatchObject({ errors: 0 });

    // Back again: the name is not its own alias.
    expect(await rename('2026-05-07-kraanbrug', bridges)).toMatchObject({ status: 200 });
    expect(await life(bridges)).toMatchObject({ aliases: ['2026-05-07-kraanbrug'] });
    // Taken back: the file is as it was.
    expect(await rename(bridges, '2026-05-07-kraanbrug', true)).toMatchObject({ status: 200 });
    expect(await rename('2026-05-07-kraanbrug', bridges, true)).toMatchObject({ status: 200 });
    expect(await studio.read(`content/${bridges}/en.yaml`)).toBe(before);
  });

  test('an issue takes its undo along, and back', async () => {
    const to = '2026-05-07-kraanbrug';
    const path = (slug: string) => `content/${slug}/en.yaml`;
    const before = await studio.read(path(bridges));
    await setField(bridges, 'headline', 'Open again');
    await setField(bridges, 'kicker', 'Now');
    const after = await studio.read(path(bridges));
    await undo(bridges);
    await rename(bridges, to);
    expect((await undo(to)).body).toMatchObject({ kind: 'saved', view: { canUndo: false, canRedo: true } });
    expect((await studio.read(path(to))).replace(/^aliases:\n( +- .*\n)/m, '')).toBe(before);
    for (const canRedo of [true, false]) expect((await redo(to)).body.view).toMatchObject({ canRedo });
    expect((await studio.read(path(to))).replace(/^aliases:\n( +- .*\n)/m, '')).toBe(after);
    await rename(to, bridges, true);
    expect(await studio.read(path(bridges))).toBe(after);
    for (const canUndo of [true, false])
      expect((await undo(bridges)).body).toMatchObject({ kind: 'saved', view: { canUndo } });
    expect(await studio.read(path(bridges))).toBe(before);
    expect((await readdir(join(studio.root, '.courant/studio/steps'))).join()).not.toContain(
      `content%2F${to}`,
    );
  });

  test.each([
    [november, 'issue-exists'],
    ['topics', 'slug-reserved'],
    ['../outside', 'issue-slug'],
  ])('to "%s" is refused', async (to, code) => {
    expect(await rename(bridges, to)).toMatchObject({ status: 422, body: { problems: [{ code }] } });
    expect(await folders()).toContain(bridges);
  });

  test('an issue keeps its page and its names while a text of a translation is an alias without an anchor', async () => {
    await studio.edit(`content/${bridges}/nl.yaml`, 'kicker: Stadhuis', 'kicker: *Stadhuis*');
    expect(await life(bridges)).toMatchObject({ slug: bridges, translations: ['nl'] });
    const ready = await post(`api/life/${bridges}`, { action: 'ready', locales: ['nl'] });
    expect(ready).toMatchObject({ status: 422, body: { problems: [{ code: 'edit-syntax', line: 5 }] } });
    await studio.edit(`content/${bridges}/nl.yaml`, 'kicker: *Stadhuis*', 'kicker: Stadhuis');
  });

  test('an issue that does not exist is refused', async () => {
    expect((await rename('..', 'somewhere')).status).toBe(404);
    expect((await rename('2020-01-01-nothing', 'somewhere')).status).toBe(404);
  });
});

describe('deleting', () => {
  test('moves the folder to the trash, and back', async () => {
    const { body: made } = await post('api/new', { ...blank, title: 'To be deleted', date: '2027-05-06' });
    const text = await studio.read(`content/${made.slug}/en.yaml`);
    await setField(made.slug, 'headline', 'Deleted too early');
    const written = await studio.read(`content/${made.slug}/en.yaml`);
    const { body: gone } = await post(`api/life/${made.slug}`, { action: 'delete' });
    expect(gone.name).toMatch(/^2027-05-06-to-be-deleted-\d{8}T\d{9}Z$/);
    expect(await folders()).not.toContain(made.slug);
    expect(await studio.read(`.courant/trash/${gone.name}/en.yaml`)).toBe(written);
    expect((await get('api/trash')).body).toMatchObject([{ name: gone.name, headline: 'Deleted too early' }]);
    expect((await get('api/issues')).body.issues.map(({ slug }: { slug: string }) => slug)).not.toContain(
      made.slug,
    );

    expect((await post('api/trash', { name: '../../content' })).body.problems[0].code).toBe('trash-unknown');
    await post('api/new', { ...blank, title: 'x', slug: made.slug });
    // It does not get the steps of the deleted issue.
    expect((await get(`api/write/${made.slug}`)).body).toMatchObject({ canUndo: false, canRedo: false });
    await setField(made.slug, 'headline', 'Another one');
    expect((await post('api/trash', { name: gone.name })).body).toMatchObject({
      problems: [{ code: 'issue-exists' }],
    });
    await post(`api/life/${made.slug}`, { action: 'delete' });
    expect((await post('api/trash', { name: gone.name })).body).toEqual({ slug: made.slug });
    expect(await studio.read(`content/${made.slug}/en.yaml`)).toBe(written);
    expect((await undo(made.slug)).body).toMatchObject({ kind: 'saved', view: { canUndo: false } });
    expect(await studio.read(`content/${made.slug}/en.yaml`)).toBe(text);
  });
});

describe('corrections and withdrawal', () => {
  const life = (slug: string) => get(`api/life/${slug}`).then(({ body }) => body);
  const act = (body: object) => post(`api/life/${bridges}`, body);

  test('a correction is missing in the translation until it has its own words', async () => {
    const before = await studio.read(`content/${bridges}/en.yaml`);
    const first = {
      action: 'correct',
      date: '2026-05-08',
      texts: { en: 'There are *two* bridges.', nl: '' },
    };
    expect((await act(first)).status).toBe(200);
    expect(await life(bridges)).toMatchObject({ corrections: [{}, { date: '2026-05-08', missing: ['nl'] }] });
    const second = { date: '2026-05-09', texts: { en: 'The date was wrong.', nl: 'De datum klopte niet.' } };
    // The first one has to be translated before the second.
    const names = ['en.yaml', 'nl.yaml', 'nl.source.yaml'];
    const files = () => Promise.all(names.map((name) => studio.read(`content/${bridges}/${name}`)));
    const alone = await files();
    expect((await act({ action: 'correct', ...second })).status).toBe(200);
    // Its words in all languages are one step.
    const both = await files();
    expect(both[1]).toContain('De datum klopte niet.');
    await undo(bridges);
    expect(await files()).toEqual(alone);
    await redo(bridges);
    expect(await files()).toEqual(both);
    const view = await life(bridges);
    expect(view.corrections.slice(1).map(({ text }: { text: string }) => text)).toEqual([
      'There are *two* bridges.',
      'The date was wrong.',
    ]);
    for (const at of [2, 1]) expect((await act({ action: 'remove-correction', at })).status).toBe(200);
    expect(await studio.read(`content/${bridges}/en.yaml`)).toBe(before);
  });

  test.each([
    [{ date: '2026-02-30', texts: { en: 'x' } }, 'invalid-date'],
    [{ date: '2026-05-08', texts: { en: ' ' } }, 'empty-text'],
    [{ date: '2026-05-08', texts: { en: 'See [this](javascript:alert).' } }, 'invalid-link'],
  ])('a correction with a mistake is refused, and nothing is written: %j', async (words, code) => {
    const before = await studio.read(`content/${bridges}/en.yaml`);
    expect(await act({ action: 'correct', ...words })).toMatchObject({
      status: 422,
      body: { problems: [{ code }] },
    });
    expect(await studio.read(`content/${bridges}/en.yaml`)).toBe(before);
  });

  test('a withdrawal holds in every language, and can be taken back', async () => {
    const before = await Promise.all(
      ['en', 'nl'].map((each) => studio.read(`content/${bridges}/${each}.yaml`)),
    );
    const words = { date: '2026-05-10', texts: { en: 'The report was withdrawn.' } };
    expect((await act({ action: 'withdraw', ...words })).status).toBe(200);
    expect(await life(bridges)).toMatchObject({
      withdrawn: { date: '2026-05-10', text: 'The report was withdrawn.', withoutReason: ['nl'] },
    });
    expect(await studio.read(`content/${bridges}/nl.yaml`)).toContain('withdrawn: true');
    const { issues } = (await get('api/issues')).body;
    expect(issues.find(({ slug }: { slug: string }) => slug === bridges)).toMatchObject({ errors: 0 });
    expect((await act({ action: 'unwithdraw' })).status).toBe(200);
    expect(
      await Promise.all(['en', 'nl'].map((each) => studio.read(`content/${bridges}/${each}.yaml`))),
    ).toEqual(before);
  });

  test('the desk undoes every kind of step in order, byte for byte', async () => {
    const names = ['en.yaml', 'nl.yaml', 'nl.source.yaml'];
    const files = () => Promise.all(names.map((name) => studio.read(`content/${bridges}/${name}`)));
    const heading = async () => {
      const { body } = await get(`api/desk/${bridges}/nl`);
      return body.parts.find(({ kind }: { kind: string }) => kind === 'heading');
    };
    const steps: readonly (() => Promise<unknown>)[] = [
      () => setField(bridges, 'kicker', 'Now'),
      () => act({ action: 'draft' }),
      () => act({ action: 'correct', date: '2026-05-08', texts: { en: 'The date was wrong.' } }),
      () => act({ action: 'withdraw', date: '2026-05-10', texts: { en: 'It was wrong.' } }),
      async () => {
        const { key, whole, translation } = await heading();
        const words = { heading: 'Anders' };
        const request = { action: 'save', part: key, seen: whole, base: translation, words };
        return post(`api/desk/${bridges}/nl`, request);
      },
      () => act({ action: 'unwithdraw' }),
      () => act({ action: 'remove-correction', at: 1 }),
      () => setField(bridges, 'kicker', 'Two  spaces'),
      async () => {
        const { body } = await get(`api/write/${bridges}`);
        const { problems } = body.head.find(({ name }: { name: string }) => name === 'kicker');
        const { code, file, mend } = problems[0];
        return post(`api/mend/${bridges}`, { action: 'mend', code, file, mend });
      },
      () => act({ action: 'ready', locales: [] }),
    ];
    const states = [await files()];
    for (const step of steps) {
      await step();
      states.push(await files());
    }
    const [last, ...before] = states.toReversed();
    for (const state of before) {
      expect((await undo(bridges)).body).toMatchObject({ kind: 'saved' });
      expect(await files()).toEqual(state);
      if (state !== before[0]) continue;
      expect((await redo(bridges)).body).toMatchObject({ kind: 'saved' });
      expect(await files()).toEqual(last);
      await undo(bridges);
    }
  });
});

describe('sending', () => {
  test('two presses at once begin one dispatch, and a changed plan is refused', async () => {
    const { body: view } = await get(`api/send/${bridges}`);
    expect(view).toMatchObject({ reachesPeople: false, isSample: true, already: 0 });
    expect(view.total).toBeGreaterThan(0);
    await post(`api/hold/${bridges}`, { isHeld: true });
    expect((await post(`api/send/${bridges}`, view)).status).toBe(400);
    const { fingerprint } = view;
    expect((await post(`api/send/${bridges}`, { fingerprint })).body.message).toContain('is held');
    await post(`api/hold/${bridges}`, { isHeld: false });
    expect((await post(`api/send/${bridges}`, { fingerprint: 'of-another-plan' })).status).toBe(409);

    const presses = [1, 2].map(() => post(`api/send/${bridges}`, { fingerprint }));
    expect((await Promise.all(presses)).map(({ status }) => status).sort()).toEqual([200, 409]);
    const dispatch = async () => (await get(`api/dispatch/${bridges}`)).body;
    await expect
      .poll(async () => (await dispatch())[0].counts.accepted, { timeout: 60_000 })
      .toBe(view.total);
    expect(await dispatch()).toHaveLength(1);
    const { fingerprint: then, total } = (await get(`api/send/${bridges}`)).body;
    expect(total).toBe(0);
    expect((await post(`api/send/${bridges}`, { fingerprint: then })).body.message).toContain(
      'Nobody would get',
    );
    const refused = await post(`api/life/${bridges}`, { action: 'delete' });
    expect(refused.body.problems[0].code).toBe('issue-dispatched');
  }, 120_000);

  test('a draft is not sent', async () => {
    const { body: made } = await post('api/new', { ...blank, title: 'Not ready', date: '2027-06-03' });
    expect((await get(`api/send/${made.slug}`)).status).toBe(422);

    // A new status line moves the lines below it, but no problem to another block.
    const body = 'body:\n  - paragraph: One.\n  - paragraph: "[Two](nowhere)"\n  - paragraph: Three.\n';
    const path = `content/${made.slug}/en.yaml`;
    await studio.write(path, `kind: article\ndate: 2027-06-03\nheadline: Not ready\n${body}`);
    const { problems } = (await get(`api/life/${made.slug}/ready`)).body;
    expect(problems).toContainEqual(expect.objectContaining({ code: 'invalid-link', part: 'body.1' }));
  });
});

describe('an issue in the ledger', () => {
  const slug = '2023-07-06-coalition';
  const former = '2023-07-01-cabinet';

  /** Writes a dispatch with one delivery, as a process does that delivers somewhere else. */
  async function dispatched(issue: string): Promise<() => Promise<void>> {
    const store = await openStore({ folder: join(studio.root, '.courant') });
    const at = 1_700_000_000_000;
    const person = { address: 'reader@example.org', normalised: 'reader@example.org' };
    await store.transaction(async (db) => {
      const subscriber = 'a'.repeat(32);
      await db
        .insertInto('subscribers')
        .values({
          ...person,
          id: subscriber,
          state: 'active',
          source: 'test',
          name: null,
          locale: 'en',
          time_zone: null,
          paused_until: null,
          created_at: at,
          updated_at: at,
        })
        .execute();
      const { id: dispatch } = await db
        .insertInto('dispatches')
        .values({
          issue,
          revision: 1,
          transport: 'smtp',
          state: 'active',
          reason: null,
          lists: null,
          created_at: at,
          updated_at: at,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await db
        .insertInto('deliveries')
        .values({
          ...person,
          dispatch,
          subscriber,
          domain: 'example.org',
          name: null,
          locale: 'en',
          choice: 'exact',
          message_id: '<1@example.org>',
          state: 'planned',
          epoch: 0,
          lease_until: 0,
          next_attempt_at: at,
          attempts: 0,
          first_attempt_at: null,
          reason: null,
          reply_code: null,
          reply_enhanced: null,
          reply_text: null,
          planned_at: at,
          updated_at: at,
        })
        .execute();
    });
    return async () => {
      await store.transaction((db) =>
        db
          .updateTable('deliveries')
          .set({ state: 'accepted' })
          .execute()
          .then(() => {}),
      );
      await store.close();
    };
  }

  test('keeps its name while it is being sent, and cannot be deleted under any of its names', async () => {
    await studio.edit(`content/${slug}/en.yaml`, 'status: ready\n', `status: ready\naliases: [${former}]\n`);
    expect((await post(`api/life/${slug}`, { action: 'draft' })).status).toBe(200);
    expect((await post(`api/life/${slug}`, { action: 'ready', locales: ['nl'] })).status).toBe(200);
    const finish = await dispatched(former);

    // An edition that people get cannot become a draft. The translation is in no dispatch, so it can.
    const files = () =>
      Promise.all(['en', 'nl'].map((locale) => studio.read(`content/${slug}/${locale}.yaml`)));
    const ready = await files();
    const refused = { body: { problems: [{ code: 'draft-dispatched' }] } };
    expect(await post(`api/life/${slug}`, { action: 'draft' })).toMatchObject(refused);
    expect(await undo(slug)).toMatchObject(refused);
    expect(await files()).toEqual(ready);
    expect((await post(`api/desk/${slug}/nl`, { action: 'status', status: 'draft' })).status).toBe(200);
    expect((await undo(slug)).body).toMatchObject({ kind: 'saved' });
    expect(await files()).toEqual(ready);

    const rename = { action: 'rename', to: '2023-07-06-fall', isUndo: false };
    expect((await post(`api/life/${slug}`, rename)).body.problems[0].code).toBe('issue-running');
    expect((await post(`api/life/${slug}`, { action: 'delete' })).body.problems[0].code).toBe(
      'issue-dispatched',
    );
    expect(await folders()).toContain(slug);
    await finish();
    expect((await post(`api/life/${slug}`, rename)).status).toBe(200);
    const text = await studio.read('content/2023-07-06-fall/en.yaml');
    expect(text).toContain(`aliases: [${former}, ${slug}]`);
    const gone = await post('api/life/2023-07-06-fall', { action: 'delete' });
    expect(gone.body.problems[0].code).toBe('issue-dispatched');
    expect((await get('api/dispatch/2023-07-06-fall')).body).toHaveLength(1);
  });

  test('is neither renamed nor deleted while the database cannot be read', async () => {
    const store = () => Promise.reject(new Error('connect ECONNREFUSED'));
    const other = await openStudioForTest({}, { store });
    const token = await tokenOf(other);
    for (const request of [{ action: 'delete' }, { action: 'rename', to: 'elsewhere', isUndo: false }]) {
      const refused = await fetch(`${other.url}api/life/${slug}`, {
        method: 'POST',
        headers: { ...headers, 'x-studio-token': token },
        body: JSON.stringify(request),
      });
      expect((await answer(refused)).body.problems[0].code).toBe('ledger-silent');
    }
    expect(await other.read(`content/${slug}/en.yaml`)).not.toContain('aliases');
    // A draft sends nothing, so this is allowed when nobody knows what was sent.
    const drafted = await fetch(`${other.url}api/life/${slug}`, {
      method: 'POST',
      headers: { ...headers, 'x-studio-token': token },
      body: JSON.stringify({ action: 'draft' }),
    });
    expect(drafted.status).toBe(200);
  });
});
