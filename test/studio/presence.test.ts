import { expect, test } from 'vitest';
import { EventHub } from '../../pipeline/studio/event-hub.ts';
import type { StudioEvent } from '../../pipeline/studio/protocol/events.ts';
import type { PresenceAnswer } from '../../pipeline/studio/protocol/presence.ts';
import { presenceRoutes } from '../../pipeline/studio/server/routes/presence.ts';
import type { Studio } from '../../pipeline/studio/studio.ts';

function openRoom() {
  let now = 0;
  const events = new EventHub();
  const heard: StudioEvent[] = [];
  events.listen((event) => heard.push(event));
  const live = {
    locales: ['en', 'nl'],
    issue: (slug: string) => (['one', 'two'].includes(slug) ? {} : undefined),
  };
  const studio = { live, events, clock: () => new Date(now) } as unknown as Studio;
  const app = presenceRoutes(studio);
  const post = async (body: object) => {
    const response = await app.request('/api/presence', { method: 'POST', body: JSON.stringify(body) });
    return {
      status: response.status,
      pages: response.ok ? ((await response.json()) as PresenceAnswer).pages : [],
    };
  };
  const at = (page: string, more: object = {}) => ({
    action: 'here',
    page,
    browser: `browser-${page}`,
    name: '',
    slug: 'one',
    desk: 'translate',
    locale: 'nl',
    part: 'headline',
    ...more,
  });
  return {
    at,
    here: (page: string, more?: object) => post(at(page, more)),
    gone: (page: string) => post({ action: 'gone', page }),
    post,
    pass: (ms: number) => {
      now += ms;
    },
    /** What was reported since the last call. */
    heard: () => heard.splice(0),
  };
}

const idsOf = (event: StudioEvent | undefined) =>
  event?.kind === 'presence' ? [event.slug, ...event.pages.map(({ page }) => page)] : undefined;

test('pages learn of each other at once, and only when something changes', async () => {
  const room = openRoom();
  await room.here('anna');
  const { action: _, ...anna } = room.at('anna');
  expect(room.heard()).toEqual([{ kind: 'presence', slug: 'one', pages: [anna] }]);
  expect((await room.here('ben', { part: 'body.1' })).pages).toMatchObject([
    { page: 'anna', part: 'headline' },
    { page: 'ben', part: 'body.1' },
  ]);
  expect(room.heard()).toHaveLength(1);
  await room.here('anna');
  expect(room.heard()).toEqual([]);
  // Both issues hear of a move from one to the other.
  expect((await room.here('anna', { slug: 'two' })).pages).toMatchObject([{ page: 'anna' }]);
  expect(room.heard().map(idsOf)).toEqual([
    ['two', 'anna'],
    ['one', 'ben'],
  ]);
  await room.gone('ben');
  expect(room.heard().map(idsOf)).toEqual([['one']]);
});

test('a page that reports nothing for 30 seconds is forgotten', async () => {
  const room = openRoom();
  await room.here('anna');
  room.pass(20_000);
  await room.here('ben');
  room.heard();
  room.pass(9_999);
  expect((await room.here('ben')).pages).toHaveLength(2);
  room.pass(1);
  expect((await room.here('ben')).pages).toMatchObject([{ page: 'ben' }]);
  expect(room.heard().map(idsOf)).toEqual([['one', 'ben']]);
});

test('at most 200 pages are remembered', async () => {
  const room = openRoom();
  for (let at = 0; at <= 200; at++) await room.here(`page-${at}`);
  const { pages } = await room.here('page-200');
  expect(pages).toHaveLength(200);
  expect(pages[0]?.page).toBe('page-1');
});

test.each([
  [{ name: 'x'.repeat(41) }, 400],
  [{ page: 'no spaces' }, 400],
  [{ desk: 'elsewhere' }, 400],
  [{ part: 'x'.repeat(201) }, 400],
  [{ more: 1 }, 400],
  [{ slug: 'no-such-issue' }, 404],
  [{ slug: '../one' }, 404],
  [{ locale: 'not a language' }, 404],
])('a report that is wrong changes nothing: %j', async (wrong, status) => {
  const room = openRoom();
  expect((await room.here('anna', wrong)).status).toBe(status);
  expect(room.heard()).toEqual([]);
});
