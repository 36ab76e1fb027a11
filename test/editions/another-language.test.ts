import { describe, expect, it } from 'vitest';
import { fillMergeText } from '../../pipeline/editions/merge-text.ts';
import { sampleValues } from '../../pipeline/editions/sample-values.ts';
import { escapeHtml } from '../../pipeline/foundation/text/escape-html.ts';
import { withTexts } from './another-language.ts';
import { publish, repository } from './publish.ts';
import { attribute, elementsOf, textOf } from './read-html.ts';

const { issues, problems } = await publish(await withTexts(repository));

function editionOf(slug: string, locale: string) {
  const rendered = issues.find(({ issue }) => issue.slug === slug);
  const found = rendered?.editions.find(({ edition }) => edition.locale === locale);
  if (found === undefined) throw new Error(`There is no edition of ${slug} in ${locale}.`);
  const { edition } = found;
  const values = sampleValues(edition, 'Zoë');
  return {
    ...edition,
    html: fillMergeText(edition.html, values, escapeHtml),
    text: fillMergeText(edition.text, values, String),
  };
}

describe('languages that are files alone', () => {
  it('are read and rendered without a problem', () => {
    expect(problems.map(({ code, file, line, message }) => `${code} ${file}:${line} ${message}`)).toEqual([]);
    expect(issues.flatMap(({ editions }) => editions)).toHaveLength(18);
  });

  it.each([
    ['pl', 'ltr'],
    ['ar', 'rtl'],
    ['ja', 'ltr'],
  ])('%s is marked on the page and on its body, and runs %s', (locale, direction) => {
    const edition = editionOf('wiosna', locale);
    expect(edition.direction).toBe(direction);
    const { html } = edition;
    const elements = elementsOf(html);
    const page = elements.find(({ tagName }) => tagName === 'html');
    const body = elements.findIndex(({ tagName }) => tagName === 'body');
    const outermost = elements.slice(body + 1).find((each) => attribute(each, 'lang') !== undefined);
    for (const element of [page, outermost]) {
      expect(attribute(element, 'lang')).toBe(locale);
      expect(attribute(element, 'dir')).toBe(direction);
    }
    // All that is shown stands in it, the hidden preheader apart.
    expect(textOf(html).split(edition.headline).length).toBeGreaterThan(1);
    expect(elements.filter(({ parentNode }) => parentNode?.nodeName === 'body').length).toBeLessThanOrEqual(
      2,
    );
  });

  it('Arabic is aligned to the right, and Polish to the left', () => {
    const alignments = (locale: string) => {
      const styles = elementsOf(editionOf('wiosna', locale).html).map(
        (each) => attribute(each, 'style') ?? '',
      );
      // MJML's columns are aligned to the left in every language; what stands in them says its own side.
      const own = styles.filter((style) => !/font-size:0px;text-align/.test(style));
      const found = own.flatMap((style) => /text-align:\s*(left|right)/.exec(style)?.[1] ?? []);
      return { left: found.filter((side) => side === 'left').length, right: found.length };
    };
    const [arabic, polish] = [alignments('ar'), alignments('pl')];
    expect(arabic).toEqual({ left: polish.right - polish.left, right: polish.right });
    expect(polish.left).toBeGreaterThan(5);
    const sided = /(?:margin|padding|border)-(left|right):\s*[1-9]/g;
    const sides = (locale: string) =>
      elementsOf(editionOf('wiosna', locale).html)
        .filter(({ tagName }) =>
          ['blockquote', 'ol', 'ul', 'li', 'p', 'div', 'span', 'cite'].includes(tagName),
        )
        .flatMap((each) => [...(attribute(each, 'style') ?? '').matchAll(sided)].map(([, side]) => side));
    const mirrored = sides('pl').map((side) => (side === 'left' ? 'right' : 'left'));
    expect(sides('ar')).toEqual(mirrored);
  });

  it('Arabic and Japanese are never slanted, and their emphasis is bold', () => {
    const styles = (locale: string, name?: string) =>
      elementsOf(editionOf('wiosna', locale).html)
        .filter(({ tagName }) => name === undefined || tagName === name)
        .map((each) => attribute(each, 'style') ?? '');
    expect(styles('pl').join()).toContain('italic');
    for (const locale of ['ar', 'ja']) {
      expect(styles(locale).join()).not.toContain('italic');
      const emphasis = styles(locale, 'em');
      expect(emphasis.length).toBeGreaterThan(0);
      for (const style of emphasis) expect(style).toMatch(/font-style: normal; font-weight: 700/);
    }
  });

  it.each([
    ['pl', 1, '1 historia'],
    ['pl', 3, '3 historie'],
    ['pl', 5, '5 historii'],
    ['ar', 1, 'قصة'],
    ['ar', 2, 'قصتان'],
    ['ar', 3, 'قصص'],
    ['ar', 11, 'قصة'],
    ['ja', 3, '3 話'],
  ])('%s counts %i as its plural rules do', (locale, count, words) => {
    const { text, html } = editionOf(`skrot-${count}`, locale);
    expect(text).toContain(words);
    expect(textOf(html)).toContain(words);
  });

  it.each([
    ['pl', '9 marca 2026'],
    ['ar', 'مارس'],
    ['ja', '2026年3月9日'],
  ])('%s writes dates its own way', (locale, date) => {
    const { text, html } = editionOf('wiosna', locale);
    expect(text).toContain(date);
    expect(textOf(html)).toContain(date);
  });

  it.each([
    ['pl', '„płyną”'],
    ['ar', '«القوارب»'],
    ['ja', '「港」'],
  ])('%s has its own quotation marks', (locale, quoted) => {
    expect(textOf(editionOf('wiosna', locale).html)).toContain(quoted);
    expect(editionOf('wiosna', locale).text.replace(/\s/g, '')).toContain(quoted);
  });

  it('texts of locale files come out as text', () => {
    const { html, text } = editionOf('wiosna', 'pl');
    expect(textOf(html)).toContain('<b>pl-unsubscribe</b>');
    expect(html).not.toContain('<b>pl-');
    expect(text).toContain('<b>pl-unsubscribe</b>');
  });

  it('the text part has no word of another language, and lines that fit', () => {
    const { text } = editionOf('wiosna', 'ja');
    const own = text.replace(/https?:\S+|<b>ja-[^<]*<\/b>/g, '');
    expect(own).not.toMatch(/\b(hello|dear|read|unsubscribe|links?|beste|lees)\b/i);
    const wide = (line: string) =>
      [...line].reduce((sum, each) => sum + (/[\u3000-\u9fff]/.test(each) ? 2 : 1), 0);
    expect(own.split('\n').filter((line) => wide(line) > 72)).toEqual([]);
  });

  it('each edition leads to the others, in their own names', () => {
    const { html } = editionOf('wiosna', 'pl');
    const links = elementsOf(html).filter((each) => attribute(each, 'hreflang'));
    expect(links.map((each) => [attribute(each, 'hreflang'), attribute(each, 'href')])).toEqual([
      ['ar', 'https://kurier.example.org/ar/wiosna/'],
      ['ja', 'https://kurier.example.org/ja/wiosna/'],
    ]);
    expect(textOf(html)).toContain('日本語');
    expect(textOf(html)).toContain('العربية');
  });
});
