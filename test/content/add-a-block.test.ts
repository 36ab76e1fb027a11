import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleValues } from '../../pipeline/editions/sample-values.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import { blockFields, defineBlock, fillMergeText, registerBlock } from '../../pipeline/index.ts';
import type { Desk } from '../../pipeline/studio/protocol/desk.ts';
import { siteOf } from '../archive/site-of.ts';
import { placed, publish } from '../editions/publish.ts';
import { checkPublication } from '../problems/check-publication.ts';
import { type OpenStudio, openStudio } from '../studio/open-studio.ts';

const { date, inline, several } = blockFields;

registerBlock(
  defineBlock({
    kind: 'calendar',
    label: 'a calendar',
    description: 'Events in their order.',
    shape: {
      calendar: several(inline('An event.'), 'The events.'),
      since: date('The first day.').optional(),
    },
    toText: ({ calendar }, tools) => calendar.map((each) => tools.wrap(`- ${tools.inline(each)}`)).join('\n'),
  }),
);

const templates = {
  'templates/email/blocks/calendar.mjml.hbs':
    '<mj-text css-class="block text"><ol>{{#each calendar}}<li>{{this}}</li>{{/each}}</ol></mj-text>\n',
  'templates/archive/blocks/calendar.html.hbs':
    '<ol class="calendar"{{#if since}} data-since="{{since}}"{{/if}}>{{#each calendar}}<li>{{this}}</li>{{/each}}</ol>\n',
};

const newsletter = `name: Tiny
description: Tiny
url: https://tiny.example.org
sender: { address: news@example.org, postal: Kade 1 }
languages: { source: en, editions: [en, nl] }
`;
const en = `kind: article
date: 2026-03-09
status: ready
headline: The bridge
body:
  - calendar: ["*1912*: built", "1921: widened"]
    since: 2026-03-09
  - paragraph: The end.
`;
const nl = `status: ready
headline: De brug
body:
  - calendar: ["*1912*: gebouwd", "1921: verbreed"]
  - paragraph: Het einde.
`;
const files = {
  'newsletter.yaml': newsletter,
  'content/a/en.yaml': en,
  'content/a/nl.yaml': nl,
  ...templates,
};

const problemsOf = async (change: Record<string, string>) => {
  const { problems } = await checkPublication(memoryFiles({ ...files, ...change }));
  return problems.map((each) => `${placed(each)}: ${each.message}`);
};

describe('a kind of block that a program adds', () => {
  test('is checked in both languages', async () => {
    expect(await problemsOf({})).toEqual([]);
    const wrong = en.replace('2026-03-09\n  - p', '2026-02-30\n  - p').replace('"1921: widened"', '1921');
    expect(await problemsOf({ 'content/a/en.yaml': wrong })).toEqual([
      'wrong-type content/a/en.yaml:6:33: Item 2 of "calendar" must be text, but this is the number 1921.',
      'invalid-date content/a/en.yaml:7:12: "2026-02-30" is not a date: there is no such date.',
    ]);
    expect(await problemsOf({ 'content/a/nl.yaml': nl.replace(', "1921: verbreed"', '') })).toEqual([
      'translation-list content/a/nl.yaml:4:16: The translation has 1 item, and the source has 2: after this item, it seems to lack "1921: widened" (line 6).',
    ]);
    const [parting] = await problemsOf({
      'content/a/nl.yaml': nl.replace('calendar: ["*1912*: gebouwd", "1921: verbreed"]', 'heading: Nee'),
    });
    expect(parting).toContain('a calendar');
  });

  test('is shown in the mail, in its text and on the web, and found by the search', async () => {
    const { issues, problems } = await publish(files);
    expect(problems).toEqual([]);
    const [dutch] = issues
      .flatMap(({ editions }) => editions)
      .filter(({ edition }) => edition.locale === 'nl');
    const fill = (part: 'html' | 'text') =>
      dutch && fillMergeText(dutch.edition[part], sampleValues(dutch.edition), String);
    expect(fill('html')).toMatch(/<li[^>]*><em>1912<\/em>: gebouwd<\/li>/);
    expect(fill('text')).toContain('- _1912_: gebouwd\n- 1921: verbreed\n');
    const built = await siteOf(files);
    const site = new Map([...built.files.keys()].map((path) => [path, built.text(path)]));
    expect(site.get('nl/a/index.html')).toContain(
      '<ol class="calendar" data-since="2026-03-09"><li><em>1912</em>',
    );
    expect(site.get('nl/feed.xml')).toContain('verbreed');
    expect([...site].find(([path]) => path.startsWith('nl/search/') && path.endsWith('.js'))?.[1]).toContain(
      'verbreed',
    );
  });
});

describe('the desk', () => {
  let studio: OpenStudio;
  beforeAll(async () => {
    studio = await openStudio({
      ...templates,
      'content/2026-01-01-calendar/en.yaml': en,
      'content/2026-01-01-calendar/nl.yaml': nl.replace(/ {2}- calendar.*\n/, ''),
    });
  });
  afterAll(() => studio.close());

  test('offers it to the translator', async () => {
    const desk = (await (await fetch(`${studio.url}api/desk/2026-01-01-calendar/nl`)).json()) as Desk;
    expect(desk.parts.find(({ kind }) => kind === 'calendar')).toMatchObject({
      state: 'missing',
      source: { calendar: ['*1912*: built', '1921: widened'] },
    });
  });
});

describe('a kind that contradicts another', () => {
  const word = inline('x');
  const refused: [string, string, Record<string, typeof word>, RegExp][] = [
    ['a kind that there is', 'quote', { quote: word }, /defined twice/],
    ['no field of its name', 'poll', { question: word }, /needs a field of that name/],
    ['a field that is a kind', 'poll', { poll: word, heading: word }, /kind of block/],
    ['a field in another form', 'poll', { poll: word, label: word }, /"label" of "poll" differs/],
  ];
  test.each(refused)('is refused: %s', (_, kind, shape, message) => {
    const definition = defineBlock({ kind, label: 'x', description: 'x', shape, toText: () => '' });
    expect(() => registerBlock(definition)).toThrow(message);
  });
});
