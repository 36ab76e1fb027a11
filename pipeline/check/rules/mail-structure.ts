import type { Element } from 'domhandler';
import { getElementsByTagName, textContent } from 'domutils';
import { templatePlace } from '../mail/template-place.ts';
import { quoteOf } from '../mail/words.ts';
import type { EditionView, Finding, Rule } from './rule.ts';

/** A screen reader must be able to read the mail aloud in its language, in order, and without its layout. */
export const mailStructure: Rule<EditionView> = {
  family: 'accessibility',
  codes: ['mail-language', 'mail-title', 'mail-headings', 'mail-table-role', 'mail-alt-missing'],
  *check(view) {
    const { mail, templates } = view;
    yield* languageFindings(view);
    const title = mail.elements.find(({ name }) => name === 'title');
    if (title === undefined || textContent(title).trim() === '') {
      yield { code: 'mail-title', data: undefined, at: templatePlace(templates, '<mj-title', '<mj-head') };
    }
    const levels = mail.elements.flatMap(({ name }) => (/^h[1-6]$/.test(name) ? Number(name[1]) : []));
    if (!isOutline(levels)) {
      const found = levels.length === 0 ? 'none' : levels.map((level) => `h${level}`).join(', ');
      yield { code: 'mail-headings', data: { found }, at: templatePlace(templates, '<h1') };
    }
    for (const table of mail.elements) {
      if (table.name !== 'table' || hasSemantics(table)) continue;
      const at = templatePlace(templates, /<table(?![^>]*role=)[^>]*>/);
      yield { code: 'mail-table-role', data: { words: quoteOf(table) }, at };
    }
    for (const { name, attribs } of mail.elements) {
      if (name !== 'img' || attribs['alt'] !== undefined) continue;
      const at = templatePlace(templates, attribs['src'] ?? '', '<img', '<mj-image');
      yield { code: 'mail-alt-missing', data: { src: attribs['src'] ?? '' }, at };
    }
  },
};

/** Mail programs remove the outer elements, so an element around the words must have these attributes too. */
function* languageFindings({ mail, edition, templates }: EditionView): Iterable<Finding> {
  const body = mail.elements.find(({ name }) => name === 'body');
  const outermost = body?.children.find((child): child is Element => 'attribs' in child);
  const elements = [mail.elements.find(({ name }) => name === 'html'), outermost];
  const expected = { lang: edition.locale, dir: edition.direction };
  for (const element of elements) {
    for (const attribute of ['lang', 'dir'] as const) {
      if (element?.attribs[attribute]?.toLowerCase() === expected[attribute].toLowerCase()) continue;
      const data = { attribute, element: element?.name ?? 'html', expected: expected[attribute] };
      yield { code: 'mail-language', data, at: templatePlace(templates, '<mjml') };
    }
  }
}

function isOutline(levels: readonly number[]): boolean {
  const isFirstOnce = levels[0] === 1 && levels.filter((level) => level === 1).length === 1;
  return isFirstOnce && levels.every((level, at) => at === 0 || level <= (levels[at - 1] ?? 0) + 1);
}

function hasSemantics(table: Element): boolean {
  return (
    ['presentation', 'none'].includes(table.attribs['role'] ?? '') ||
    getElementsByTagName('th', table).length > 0
  );
}
