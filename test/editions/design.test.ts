import { describe, expect, it } from 'vitest';
import { fillMergeText } from '../../pipeline/editions/merge-text.ts';
import { sampleValues } from '../../pipeline/editions/sample-values.ts';
import { escapeHtml } from '../../pipeline/foundation/text/escape-html.ts';
import { contrast } from '../../pipeline/publication/newsletter/contrast.ts';
import { publish } from './publish.ts';
import { attribute, elementsOf, textOf } from './read-html.ts';

const newsletter = {
  name: 'Tiny',
  description: 'Small news',
  place: 'Veermonde',
  signOff: 'Until next time,\nThe editors',
  url: 'https://tiny.example.org',
  sender: { address: 'news@example.org', replyTo: 'editors@example.org', postal: 'Kade 1, Veermonde' },
  languages: { source: 'en', editions: ['en'] },
};
const article = { kind: 'article', date: '2026-03-09', status: 'ready', headline: 'Spring' };
const digest = {
  kind: 'digest',
  date: '2026-03-09',
  status: 'ready',
  number: 1207,
  headline: 'Spring',
  deck: 'Three stories.',
  topics: ['Town'],
  stories: [
    { headline: 'First written', summary: 'One.' },
    {
      headline: 'The lead',
      summary: 'Two.',
      lead: true,
      link: 'https://lead.example.org/',
      kicker: 'Harbour',
    },
    { headline: 'Last written', summary: 'Three.', id: 'last', label: 'Opening hours' },
  ],
};

async function render(name?: string, issue: object = digest, more: object = {}, locale = 'en') {
  const { issues, problems } = await publish({
    'newsletter.yaml': JSON.stringify({ ...newsletter, ...more }),
    [`content/spring/${locale}.yaml`]: JSON.stringify(issue),
  });
  const edition = issues[0]?.editions[0]?.edition;
  if (edition === undefined) throw new Error(JSON.stringify(problems));
  const values = sampleValues(edition, name);
  const html = fillMergeText(edition.html, values, escapeHtml);
  return { html, elements: elementsOf(html), text: fillMergeText(edition.text, values, String) };
}

describe('a digest', () => {
  const order = ['The lead', 'First written', 'Last written'];

  it('shows its lead story first, in HTML, in its contents and in text', async () => {
    const { elements, html, text } = await render();
    expect(elements.filter(({ tagName }) => tagName === 'h2').map((each) => textOf(each))).toEqual(order);
    expect(elements.filter(({ tagName }) => tagName === 'li').map((each) => textOf(each))).toEqual(order);
    const list = order.map((headline, index) => `${index + 1}. ${headline}`).join('\n');
    expect(text).toContain(list);
    const places = order.map((headline) => text.lastIndexOf(headline));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(textOf(html)).toContain('Harbour');
  });

  it('links every headline: to the story, or else to its place in the web edition', async () => {
    const { elements, text } = await render();
    const headlines = elements.filter((each) => attribute(each, 'class') === 'headline');
    const addresses = [
      'https://lead.example.org/',
      'https://tiny.example.org/en/spring/#story-1',
      'https://tiny.example.org/en/spring/#last',
    ];
    expect(headlines.map((each) => attribute(each, 'href'))).toEqual([...addresses, ...addresses]);
    // In text, what has neither an address nor a label would lead to the same text.
    expect(text).toMatch(/^The lead \[1\]$[\s\S]*^First written$[\s\S]*^Opening hours \[2\]$/m);
    expect(text).toContain('[1] https://lead.example.org/\n[2] https://tiny.example.org/en/spring/#last\n');
    expect(text).not.toContain('#story-1');
  });

  it('has a second link only if its label differs', async () => {
    const { elements } = await render();
    const second = elements.filter((each) => attribute(each, 'class') === 'on');
    expect(second.map((each) => textOf(each))).toEqual(['Opening hours']);
  });

  it('has one h1, and no level is left out', async () => {
    const { elements } = await render();
    const levels = elements.flatMap(({ tagName }) => /^h([1-6])$/.exec(tagName)?.[1] ?? []);
    expect(levels).toEqual(['1', '2', '2', '2']);
  });
});

describe('the masthead and the ending', () => {
  it('name the number, the place, the kicker and the sign-off in HTML and in text', async () => {
    const { html, text } = await render();
    for (const part of [textOf(html), text]) {
      expect(part).toMatch(/No\. 1207[\s\S]*Veermonde, Monday 9\u00a0March 2026[\s\S]*Town[\s\S]*Spring/);
      expect(part).toMatch(/Until next time,\s*The editors/);
    }
    expect(html).toContain('Until next time,<br>The editors');
  });

  it('offer to forward the issue and to answer it', async () => {
    const { elements } = await render();
    const links = elements.flatMap((each) => attribute(each, 'href') ?? []);
    expect(links.filter((each) => each.startsWith('mailto:'))).toEqual([
      'mailto:?subject=Spring&body=Spring%0D%0A%0D%0Ahttps%3A%2F%2Ftiny.example.org%2Fen%2Fspring%2F',
      'mailto:editors@example.org?subject=Re%3A%20Spring',
    ]);
  });

  it('tell the reading time of an article, never of a digest', async () => {
    const body = [{ paragraph: Array(700).fill('word').join(' ') }];
    expect((await render(undefined, { ...article, body })).text).toContain('3\u00a0min read');
    expect((await render()).text).not.toContain('min read');
  });
});

describe('words of an article', () => {
  const withBody = (...body: object[]) => ({ ...article, byline: 'ليلى', body });

  it('have the direction of their own letters where their language is not known', async () => {
    const quote = { quote: 'السلام عليكم', by: 'ليلى' };
    const link = { link: 'https://example.org/', label: 'ألف ليلة وليلة' };
    const { elements } = await render(undefined, withBody(quote, link));
    const own = elements.filter((each) => attribute(each, 'dir') === 'auto').map((each) => textOf(each));
    expect(own).toEqual(['ليلى', quote.quote, quote.by, link.label]);
  });

  it.each([
    ['See also: the crane', 'The crane'],
    ['see also — Crane', 'Crane'],
    ['See alsoran', 'See alsoran'],
    ['See also', 'See also'],
    ['The crane. See also', 'The crane. See also'],
    ['Read more: the crane', 'The crane'],
    ['Read more about the crane', 'Read more about the crane'],
  ])('do not repeat what precedes a link: %s', async (label, shown) => {
    const { html, text } = await render(undefined, withBody({ link: 'https://example.org/', label }));
    expect(textOf(html)).toMatch(new RegExp(`See also\\s*${shown}\\s*Until`));
    expect(text).toContain(`See also: ${shown} [1]`);
  });
});

describe('a table', () => {
  it.each([
    [['A | B | C', '1 | 2 | 3'], []],
    [
      ['A | *B* | C | D', '1 | 2 | 3 | 4'],
      ['B:', 'C:', 'D:'],
    ],
  ])('names the columns in its cells only where phones show it as a list: %j', async (table, labels) => {
    const { elements } = await render(undefined, { ...article, body: [{ table }] });
    const shown = elements.filter((each) => attribute(each, 'class') === 'column');
    expect(shown.map((each) => textOf(each))).toEqual(labels);
  });

  it.each([
    ['breaks none of its words on a wide screen', 'Waalhaven', true],
    ['breaks words that do not fit beside one another', 'W'.repeat(40), false],
  ])('%s', async (_, word, isWhole) => {
    const table = ['Basin | Paid | Firm', `${word} | 612,000 | ${'a long name '.repeat(20)}`];
    const body = [{ table }];
    const { elements } = await render(undefined, { ...article, body });
    const classes = elements.flatMap((each) => attribute(each, 'class')?.split(' ') ?? []);
    expect(classes.includes('whole')).toBe(isWhole);
  });

  it('a crowded table keeps its words whole in smaller letters', async () => {
    const row = 'Scheepstimmerwerf | 19 minutes | 18:42 hours | aground in autumn | 2025';
    const { elements } = await render(undefined, {
      ...article,
      body: [{ table: ['Lock | Difference | Time | Boats | Since', row] }],
    });
    const table = elements.find((each) => attribute(each, 'class')?.startsWith('data'));
    expect(table && attribute(table, 'class')).toBe('data wide whole tight small');
  });

  it('a label of two lines in a folded table stays beside its own cell', async () => {
    const { html } = await render(undefined, {
      ...article,
      body: [{ table: ['A | B | C | D', '1 | 2 | 3 | 4'] }],
    });
    expect(html).toMatch(/\.wide \.cell \{ overflow: hidden; \}/);
  });
});

describe('where a mail program removes the style sheet', () => {
  const bare = (html: string) => elementsOf(html.replace(/<style[\s\S]*?<\/style>/g, ''));
  const styleOf = (elements: ReturnType<typeof bare>, name: string) =>
    elements
      .filter((each) => attribute(each, 'class')?.split(' ').includes(name))
      .map((each) => attribute(each, 'style') ?? '')
      .join();

  it.each([
    ['Harbour | 9 minutes | 6 minutes', true],
    ['Industrieterrein | 9 minutes | 6 minutes', false],
    // A no-break space keeps the number on the line of its unit.
    ['Town | 12,500 million | 12,500 million', false],
  ])('a small table breaks no word, on any phone: %s', async (row, isFirm) => {
    const { html } = await render(undefined, { ...article, body: [{ table: ['A | B | C', row] }] });
    expect(styleOf(bare(html), 'cell').includes('word-break: normal')).toBe(isFirm);
  });

  it('a short link at the end is not broken', async () => {
    const { elements } = await render();
    const short = elements.filter((each) => /^(?:quiet|ending)$/.test(attribute(each, 'class') ?? ''));
    expect(short.length).toBeGreaterThanOrEqual(6);
    for (const link of short) expect(attribute(link, 'style')).toContain('white-space: nowrap');
  });

  it.each([
    ['gazette', 'The Quay', '56px'],
    ['gazette', 'De Havenpost', '44px'],
    ['magazine', 'De Havenpost', '64px'],
    ['magazine', 'Gemeentenieuws', '44px'],
  ])('the nameplate of %s is small if it has a long word: %s', async (theme, name, size) => {
    const { html, elements } = await render(undefined, digest, { theme, name });
    const nameplate = elements.find(
      (each) => textOf(each) === name && attribute(each, 'style')?.includes('font-size'),
    );
    expect(nameplate && attribute(nameplate, 'style')).toContain(`font-size:${size}`);
    expect(html.includes('nameplate long')).toBe(size === '44px');
  });
});

describe('long words of an editor', () => {
  const long =
    'The harbour paid twice for a million cubic metres of mud that never moved, its own charts show';
  const headlines = (issue: object, theme: string) =>
    render(undefined, issue, { theme }).then(({ elements }) =>
      elements.filter(({ tagName }) => /^h[12]$/.test(tagName)).map((each) => attribute(each, 'class')),
    );

  it.each(['gazette', 'magazine', 'bulletin'])('have a smaller headline in %s', async (theme) => {
    const body = [{ paragraph: 'One.' }];
    expect(await headlines({ ...article, body }, theme)).toEqual([undefined]);
    expect(await headlines({ ...article, headline: long, body }, theme)).toEqual(['long']);
  });

  it('are not set in the middle in magazine', async () => {
    const alignOf = async (deck: string, summary: string) => {
      const issue = { ...digest, deck, stories: [{ headline: 'One', summary }] };
      const { elements } = await render(undefined, issue, { theme: 'magazine' });
      const cells = elements.filter(({ tagName }) => tagName === 'td');
      const of = (words: string) =>
        attribute(
          cells.findLast((each) => textOf(each).trim() === words),
          'align',
        );
      return [of(deck), of(summary)];
    };
    expect(await alignOf('Short.', 'A summary.')).toEqual(['center', 'center']);
    const sentence = `${long}.`;
    expect(await alignOf(`${sentence} ${sentence}`, `${sentence} Yes.${sentence}`)).toEqual(['left', 'left']);
  });

  it('follow the picture in bulletin, and are no narrow column beside it', async () => {
    const beside = async (summary: string) => {
      const stories = [
        { headline: 'The lead', summary: 'Long.' },
        { headline: 'One', summary },
      ];
      const { elements } = await render(undefined, { ...digest, stories }, { theme: 'bulletin' });
      const tale = elements.find((each) => attribute(each, 'class')?.split(' ').includes('tale'));
      return tale && textOf(tale).replace(/\s+/g, ' ').trim();
    };
    expect(await beside('Short.')).toBe('One Short.');
    expect(await beside(`${long}. ${long}. ${long}.`)).toBe('One');
  });
});

describe('the text part', () => {
  it('has no line of more than 78 columns but for addresses', async () => {
    const long = (word: string) => Array(30).fill(word).join(' ');
    const stories = [1, 2, 3].map((number) => ({
      headline: long('headline'),
      summary: `${long('summary')}[^${number}]`,
      kicker: long('kicker'),
      label: long('label'),
      link: `https://example.org/${'a'.repeat(80)}`,
    }));
    const footnotes = { 1: long('note'), 2: long('note'), 3: long('note') };
    const issue = { ...digest, byline: long('byline'), signOff: long('sign'), stories, footnotes };
    const { text } = await render('Zoë', issue);
    const lines = text.split('\n').filter((line) => !/^(?:\[\d+\] )?(?:https|mailto):\S+$/.test(line));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(78);
    expect(text).toMatch(/^1\. headline[^\n]*\n {3}headline/m);
    expect(text).toMatch(/^\u00b9 note[^\n]*\n {2}note/m);
  });

  it.each([
    ['fr', '\u00a0:'],
    ['en', ':'],
  ])('sets the colon as the language does: %s', async (locale, colon) => {
    const languages = { source: locale, editions: [locale] };
    const body = [{ link: 'https://example.org/', label: 'Kraanbrug' }];
    const issue = { kind: 'article', date: '2026-03-09', status: 'ready', headline: 'Brug', body };
    const { text } = await render('Zoë', issue, { languages }, locale);
    const colons = text
      .split('\n')
      .flatMap((line) => /^→ .*?(\s?:) Kraanbrug|^[^\d:]+?(\s?:)$/u.exec(line)?.slice(1) ?? []);
    expect(new Set(colons.filter((each) => each !== undefined))).toEqual(new Set([colon]));
  });
});

describe('in the dark', () => {
  it.each([[undefined], ['magazine'], ['gazette'], ['bulletin']])(
    'a divider is seen in the theme %s',
    async (theme) => {
      const body = [{ paragraph: 'One.' }, { divider: true }, { paragraph: 'Two.' }];
      const issue = { kind: 'article', date: '2026-03-09', status: 'ready', headline: 'Spring', body };
      const { html } = await render(undefined, issue, theme ? { theme } : {});
      expect(html).toMatch(/<td[^>]*class="block divider"/);
      const dark = html.slice(html.indexOf('prefers-color-scheme: dark'));
      const surface = /\.sheet, \.sheet > table \{ background-color: (#\w{6})/.exec(dark)?.[1] ?? '';
      const divider = /\.divider p \{ border-color: (#\w{6})/.exec(dark)?.[1] ?? '';
      // WCAG 2.2, 1.4.11.
      expect(contrast(divider, surface)).toBeGreaterThanOrEqual(3);
      expect(html).toContain(`[data-ogsb] .divider p { border-color: ${divider}`);
    },
  );
});

describe('the greeting', () => {
  it('follows the headline and the deck, and is only for a reader with a name', async () => {
    const named = await render('Zoë');
    for (const part of [textOf(named.html), named.text]) {
      expect(part).toMatch(/Spring[\s\S]*Three stories\.[\s\S]*Dear Zoë,/);
    }
    const unnamed = await render();
    for (const part of [textOf(unnamed.html), unnamed.text]) expect(part).not.toContain('Dear');
    expect(unnamed.text).not.toContain('\n\n\n');
  });
});
