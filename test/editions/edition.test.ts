import { describe, expect, it } from 'vitest';
import { fillMergeText } from '../../pipeline/editions/merge-text.ts';
import { sampleValues } from '../../pipeline/editions/sample-values.ts';
import { escapeHtml } from '../../pipeline/foundation/text/escape-html.ts';
import { publish } from './publish.ts';
import { attribute, elementsOf, textOf } from './read-html.ts';

const newsletter = {
  name: { en: 'Tiny "News"', nl: 'Klein' },
  description: 'Small news',
  url: 'https://tiny.example.org/news/',
  sender: {
    address: 'news@example.org',
    name: { en: 'Tiny editors', nl: 'Redactie Klein' },
    replyTo: { en: 'editors@example.org', nl: 'redactie@example.org' },
    postal: 'Kade 1, Veermonde',
    help: 'https://tiny.example.org/help?a=1&b=2',
  },
  languages: { source: 'en', editions: ['en', 'nl'], missingTranslation: 'hold' },
};
const en = {
  kind: 'article',
  date: '2026-03-09',
  status: 'ready',
  headline: 'Spring',
  body: [{ paragraph: 'The boats are back.' }],
};
const nl = { headline: 'Lente', body: [{ paragraph: 'De boten zijn terug.' }] };

async function render(over: { newsletter?: object; en?: object; nl?: object | undefined } = {}) {
  const { issues, problems } = await publish({
    'newsletter.yaml': JSON.stringify({ ...newsletter, ...over.newsletter }),
    'content/spring/en.yaml': JSON.stringify({ ...en, ...over.en }),
    ...('nl' in over && over.nl === undefined
      ? {}
      : { 'content/spring/nl.yaml': JSON.stringify({ ...nl, ...over.nl }) }),
  });
  const editions = issues.flatMap((issue) => issue.editions);
  const of = (locale: string) => {
    const found = editions.find(({ edition }) => edition.locale === locale);
    if (found === undefined) throw new Error(`There is no edition in ${locale}.`);
    const values = sampleValues(found.edition, 'Zoë');
    const html = fillMergeText(found.edition.html, values, escapeHtml);
    return { ...found, html, text: fillMergeText(found.edition.text, values, String) };
  };
  return { of, locales: editions.map(({ edition }) => edition.locale), problems };
}

describe('the headers of an edition', () => {
  it('comes from the issue and from newsletter.yaml, in its language', async () => {
    const { edition } = (await render()).of('nl');
    expect(edition).toMatchObject({
      issue: 'spring',
      locale: 'nl',
      direction: 'ltr',
      subject: 'Lente',
      preheader: '',
      headline: 'Lente',
      from: { name: 'Redactie Klein', address: 'news@example.org' },
      replyTo: 'redactie@example.org',
      list: { name: 'Klein', id: 'nl.tiny.example.org' },
      webUrl: 'https://tiny.example.org/news/nl/spring/',
      archiveUrl: 'https://tiny.example.org/news/nl/',
      helpUrl: 'https://tiny.example.org/help?a=1&b=2',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('falls back on the name of the newsletter and on its archive', async () => {
    const { address, postal } = newsletter.sender;
    const { edition } = (await render({ newsletter: { sender: { address, postal } } })).of('en');
    expect(edition.from).toEqual({ name: 'Tiny “News”', address: 'news@example.org' });
    expect(edition.replyTo).toBeUndefined();
    expect(edition.helpUrl).toBe('https://tiny.example.org/news/en/');
  });

  it('has plain spaces in its subject, where the text has spaces that no line breaks at', async () => {
    const { edition, html } = (await render({ en: { headline: 'Closed on 5 May' } })).of('en');
    expect(edition.subject).toBe('Closed on 5 May');
    expect(edition.headline).toBe('Closed on 5\u00a0May');
    expect(html).toContain('Closed on 5\u00a0May');
  });

  it('has the subject of the article if there is one', async () => {
    const { edition, html } = (await render({ en: { subject: 'Boats!', preheader: 'And more' } })).of('en');
    expect(edition).toMatchObject({ subject: 'Boats!', preheader: 'And more', headline: 'Spring' });
    expect(textOf(html)).toMatch(/Boats![\s\S]*And more[\s\S]*Spring/);
  });

  it('names an international host as the mail system does', async () => {
    const { edition, html } = (await render({ newsletter: { url: 'https://zeewölle.example/Nieuws' } })).of(
      'en',
    );
    expect(edition.webUrl).toBe('https://xn--zeewlle-d1a.example/Nieuws/en/spring/');
    expect(edition.list.id).toBe('en.xn--zeewlle-d1a.example');
    expect(html).toContain('href="https://xn--zeewlle-d1a.example/Nieuws/en/"');
  });
});

describe('the theme', () => {
  const withFonts = (font: string) => ({
    newsletter: { theme: { fonts: { heading: font, text: font, label: font } } },
  });

  it('puts fonts into styles as they are written', async () => {
    const { html } = (await render(withFonts("Lora, 'Times New Roman', serif"))).of('en');
    expect(html).toContain("Lora, 'Times New Roman', serif");
    expect(html).not.toContain('&#39;Times');
  });

  it.each([
    'Roboto, Open Sans, Lato, Ubuntu, sans-serif',
    '"Droid Sans", serif',
    '"; } body { display: none } x {',
    '</style><script>alert(1)</script>',
    '" onload="alert(1)',
    "'; background: url(https://evil.example/",
    '{{merge.name}} {{{x}}}',
    '\ufdd0name\ufdd1',
    'serif\u0000\u2028\\',
  ])('lets no font do more than name one: %s', async (font) => {
    const plain = (await render()).of('en');
    const { html, edition } = (await render(withFonts(font))).of('en');
    expect(elementsOf(html).map(({ tagName }) => tagName)).toEqual(
      elementsOf(plain.html).map(({ tagName }) => tagName),
    );
    expect(html).not.toMatch(
      /evil\.example\/|url\(|display: none \}|fonts\.googleapis|@import|[\ufdd0-\ufdef]/,
    );
    expect(edition.html.filter((part) => typeof part !== 'string')).toHaveLength(
      plain.edition.html.filter((part) => typeof part !== 'string').length,
    );
  });
});

describe('an edition', () => {
  it('asks for nothing from elsewhere but its own pictures', async () => {
    const { html } = (await render()).of('en');
    const asked = elementsOf(html).flatMap((each) => [attribute(each, 'src'), attribute(each, 'background')]);
    expect(asked.filter(Boolean)).toEqual([]);
    expect(
      elementsOf(html).filter(({ tagName }) => ['link', 'script', 'iframe', 'form'].includes(tagName)),
    ).toEqual([]);
  });

  it('announces its withdrawal in HTML and in text', async () => {
    const { html, text } = (
      await render({ en: { withdrawn: 'It was *wrong*.' }, nl: { withdrawn: 'Het klopte niet.' } })
    ).of('en');
    expect(text).toMatch(/withdrawn[\s\S]*It was _wrong_\.[\s\S]*Spring/);
    expect(textOf(html)).toContain('It was wrong.');
  });

  it('leads to the editions that are ready, and to no draft', async () => {
    const linksOf = (html: string) => elementsOf(html).flatMap((each) => attribute(each, 'hreflang') ?? []);
    expect(new Set(linksOf((await render()).of('en').html))).toEqual(new Set(['nl']));
    const draft = await render({ nl: { status: 'draft' } });
    expect(linksOf(draft.of('en').html)).toEqual([]);
    expect(draft.of('nl').status).toBe('draft');
  });

  it('is left out if there is no translation', async () => {
    expect((await render({ nl: undefined })).locales).toEqual(['en']);
  });
});
