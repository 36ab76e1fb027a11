import type { Case } from '../../problems/cases/case.ts';
import { tinyPublication } from '../../problems/tiny-publication.ts';

const change = (
  title: string,
  locale: 'en' | 'nl',
  [from, to]: readonly [string, string],
  problems: Case['problems'],
): Case => ({ title: `${title} (${locale})`, in: locale, from, to, problems });

/** A field of the source that its translation does not have: the place is the field before it. */
const lacking = (title: string, field: string, problems: Case['problems']): Case => ({
  title,
  files: {
    en: tinyPublication.en.replace('deck:', `${field}deck:`),
    nl: tinyPublication.nl.replace('headline:', '▸headline:'),
  },
  problems,
});

/** What a writer has not finished, or a translator has left out. The sign ▸ is before the place of the problem. */
export const completenessFaults: readonly Case[] = [
  change(
    'a block that is missing',
    'nl',
    ['  - quote: We zijn blij.\n  - list', '  - ▸list'],
    ['error translation-differs'],
  ),
  change(
    'a block too many',
    'nl',
    ['  - quote: We zijn blij.\n', '  - quote: We zijn blij.\n  - ▸quote: "Nu 40 boten, zegt Ans!"\n'],
    ['error translation-differs'],
  ),
  change(
    'an item that is missing',
    'nl',
    ['list: [een, twee]', 'list: [▸een]'],
    ['warning translation-list'],
  ),
  change(
    'a headline that is missing',
    'nl',
    ['headline: Lente in de haven\n', ''],
    ['error missing-field content/spring/nl.yaml:1:1'],
  ),
  change(
    'a deck that is missing',
    'nl',
    ['headline: Lente in de haven\ndeck: De boten zijn terug.\n', '▸headline: Lente in de haven\n'],
    ['error missing-field'],
  ),
  lacking('a subject that is missing', 'subject: Boats and tides\n', ['warning missing-field']),
  lacking('a preheader that is missing', 'preheader: All about the boats\n', ['error missing-field']),
  {
    title: 'a subject that is left out on purpose',
    files: {
      en: tinyPublication.en.replace('headline:', 'subject: Boats and tides\nheadline:'),
      nl: tinyPublication.nl.replace('headline:', 'subject: null\nheadline:'),
    },
    problems: [],
  },
  change(
    'a picture without alt text',
    'en',
    ['  - image: boat.png\n    alt: A boat with a red sail.\n', '  - ▸image: boat.png\n'],
    ['error missing-alt'],
  ),
  change(
    'a text to be written',
    'en',
    ['The **first** boats have come in.', '▸"TODO: ask the harbour master"'],
    ['error text-placeholder'],
  ),
  change(
    'a text to be written',
    'nl',
    ['De **eerste** boten zijn binnen.', '▸…'],
    ['error text-placeholder'],
  ),
  change(
    'a name to be filled in',
    'en',
    ['We are glad.', '"We are glad, says ▸[NAME]."'],
    ['error text-placeholder'],
  ),
  change(
    'a name to be filled in',
    'nl',
    ['We zijn blij.', '"We zijn blij, zegt ▸[naam]."'],
    ['error text-placeholder'],
  ),
  change('a text of a typesetter', 'en', ['What is new', '▸Lorem ipsum dolor'], ['error text-placeholder']),
  change(
    'crosses in place of a number',
    'nl',
    ['De **eerste** boten', 'De ▸xxx **eerste** boten'],
    ['error text-placeholder'],
  ),
  change('an empty text', 'en', ['The **first** boats have come in.', '▸""'], ['error empty-text']),
  change('an empty text', 'nl', ['De **eerste** boten zijn binnen.', '▸""'], ['error empty-text']),
  change(
    'an address that is not finished',
    'en',
    ['https://example.org/more', '▸https://example.org/…'],
    ['error text-placeholder'],
  ),
];
