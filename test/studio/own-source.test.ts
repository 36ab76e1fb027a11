import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Desk } from '../../pipeline/studio/protocol/desk.ts';
import type { PlanView } from '../../pipeline/studio/protocol/dispatch.ts';
import type { IssueDetail, Overview } from '../../pipeline/studio/protocol/issues.ts';
import { type OpenStudio, openStudio, tokenOf } from './open-studio.ts';

// An issue need not be written in the publication's source language, nor appear in all of its languages.

let studio: OpenStudio;
let token: string;
const slug = '2026-06-05-hafen';
const alone = '2026-06-06-haven';
const newsletter = `name: Courant
description: News
url: https://courant.example.org
sender: { address: news@example.org, postal: "Havenkade 12, Veermonde" }
languages: { source: en, editions: [en, nl, de], missingTranslation: hold }
timeZone: Europe/Amsterdam
`;
const source = (editions: string) =>
  `kind: article\ndate: 2026-06-05\nstatus: ready\neditions: [${editions}]\nheadline: De haven\npreheader: Vandaag\nbody:\n  - paragraph: Een schip.\n  - paragraph: Nog een schip.\n`;
beforeAll(async () => {
  studio = await openStudio({
    'newsletter.yaml': newsletter,
    [`content/${slug}/nl.yaml`]: source('nl, de'),
    [`content/${slug}/de.yaml`]: `status: draft\nheadline: Der Hafen\nbody:\n  - paragraph: Ein Schiff.\n`,
    [`content/${alone}/nl.yaml`]: source('nl'),
  });
  token = await tokenOf(studio);
});
afterAll(() => studio.close());

const get = async <Answer>(path: string) => (await (await fetch(studio.url + path)).json()) as Answer;

test('the list has its headline, its source, and the editions that it is meant to have', async () => {
  await get(`api/issues/${slug}`);
  await get(`api/issues/${alone}`);
  const { issues, source: common } = await get<Overview>('api/issues');
  expect(common).toBe('en');
  const row = issues.find((each) => each.slug === slug);
  expect(row).toMatchObject({ source: 'nl', headline: 'De haven' });
  expect(row?.editions.map(({ locale }) => locale)).toEqual(['nl', 'de']);
  expect(issues.find((each) => each.slug === alone)?.editions.map(({ locale }) => locale)).toEqual(['nl']);
});

test('its views have no place for an edition that will never be, and blocks at their lines', async () => {
  const { editions, missing, source: own } = await get<IssueDetail>(`api/issues/${alone}`);
  expect({ own, missing }).toEqual({ own: 'nl', missing: [] });
  expect(editions[0]?.blocks.map(({ anchor, line }) => [anchor, line])).toEqual([
    ['body.0', 8],
    ['body.1', 9],
  ]);
});

test('the desk translates from its own source, and into no other language', async () => {
  const desk = await get<Desk>(`api/desk/${slug}/de`);
  expect(desk.source).toBe('nl');
  expect(desk.parts.find(({ key }) => key === 'headline')?.source).toEqual({ headline: 'De haven' });
  const part = desk.parts.find(({ key }) => key === 'body.1');
  const headers = { 'content-type': 'application/json', 'x-studio-token': token };
  const request = {
    action: 'save',
    part: 'body.1',
    seen: part?.whole,
    base: {},
    words: { paragraph: 'Noch eins.' },
  };
  const post = (locale: string) =>
    fetch(`${studio.url}api/desk/${slug}/${locale}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(request),
    });
  expect((await post('de')).status).toBe(200);
  expect(await studio.read(`content/${slug}/de.yaml`)).toContain('- paragraph: Noch eins.');
  for (const locale of ['en', 'nl', 'fr']) expect((await post(locale)).status).toBe(404);
});

test('the plan says how many readers get nothing', async () => {
  const { lines, refused, held } = await get<PlanView>(`api/plan/${alone}`);
  expect({ refused, held }).toEqual({ refused: undefined, held: 0 });
  expect(lines.map(({ locale, state }) => [locale, state])).toEqual([
    ['en', 'absent'],
    ['nl', 'new'],
    ['de', 'absent'],
  ]);
  expect(lines[0]?.leftOut).toBeGreaterThan(0);
});

test('a problem that the file no longer has is not mended, and nothing is written', async () => {
  const file = `content/${alone}/nl.yaml`;
  const before = await studio.read(file);
  await studio.write(file, before.replace('Nog een', 'Nog  een'));
  const problems = async () => (await get<IssueDetail>(`api/issues/${alone}`)).problems;
  const find = async () => (await problems()).find(({ mend }) => mend !== undefined);
  await expect.poll(find).toBeDefined();
  const { code, mend } = (await find()) ?? {};
  const ask = async (slug: string, body: object) => {
    const headers = { 'content-type': 'application/json', 'x-studio-token': token };
    const answer = await fetch(`${studio.url}api/mend/${slug}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return answer.status;
  };
  const other = before.replace('Nog een', 'Nog  twee');
  await studio.write(file, other);
  expect(await ask(alone, { action: 'mend', code, file, mend })).toBe(409);
  // No mend of this file was written, so there is none to undo.
  expect(await ask(alone, { action: 'undo', file })).toBe(409);
  expect(await ask(alone, { action: 'mend', code, file: 'newsletter.yaml', mend })).toBe(409);
  expect(await ask(alone, { action: 'mend', code, file })).toBe(400);
  expect(await ask('2026-06-07-none', { action: 'mend', code, file, mend })).toBe(404);
  expect(await studio.read(file)).toBe(other);
  await studio.write(file, before);
});
