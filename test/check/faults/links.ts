import type { Case } from '../../problems/cases/case.ts';
import { tinyPublication } from '../../problems/tiny-publication.ts';

type Locale = 'en' | 'nl';
const first: Readonly<Record<Locale, string>> = {
  en: 'The **first** boats have come in.',
  nl: 'De **eerste** boten zijn binnen.',
};
const links: Readonly<Record<Locale, string>> = {
  en: '[The first](https://example.org/a) and [second](https://example.org/b) boats.',
  nl: '[De eerste](https://example.org/a) en [tweede](https://example.org/b) boten.',
};

/** Two links in the first paragraph of both editions, of which one edition has others. */
const paragraph = (locale: Locale, title: string, own: string, problems: Case['problems']): Case => ({
  title: `${title} (${locale})`,
  files: Object.fromEntries(
    (['en', 'nl'] as const).map((each) => [
      each,
      tinyPublication[each].replace(first[each], `"${each === locale ? own : links[each]}"`),
    ]),
  ),
  problems,
});

/** A digest in English alone; each story has this id, and the second may be at fault. */
const digest = (title: string, ids: readonly (string | undefined)[], problems: Case['problems']): Case => ({
  title,
  files: {
    nl: undefined,
    'content/spring/boat.png': undefined,
    en: `kind: digest
date: 2026-03-05
status: ready
editions: [en]
headline: The week in short
stories:
${ids
  .map((id, index) => {
    const mark = problems.length > 0 && index === 1 ? '▸' : '';
    return `  - ${id ? `id: ${id}\n    ` : ''}headline: ${mark}Story ${index + 1}\n    summary: It is about number ${index + 1}.\n`;
  })
  .join('')}`,
  },
  problems,
});

/** Links of every kind. The sign ▸ is before the place of the problem. */
export const linkFaults: readonly Case[] = [
  paragraph('en', 'two links', links.en, []),
  paragraph('en', 'no encryption', '[A](▸http://example.org/a), [b](https://example.org/b)', [
    'warning link-insecure',
  ]),
  paragraph('nl', 'a shortened link', '[A](https://example.org/a), [b](▸https://bit.ly/3xyz)', [
    'warning link-shortened',
  ]),
  paragraph(
    'en',
    'words that are another address',
    '[https://example.com](▸https://example.org/a), [b](https://example.org/b)',
    ['warning link-misleading'],
  ),
  paragraph(
    'nl',
    'words that are the same address',
    '[www.example.org](https://example.org/a), [b](https://example.org/b)',
    [],
  ),
  paragraph(
    'en',
    'words that look like an address',
    '[Node.js](https://example.org/a), [b](https://example.org/b)',
    [],
  ),
  paragraph(
    'nl',
    'one address under two words',
    '[De eerste](https://example.org/a), [de tweede](▸https://example.org/a)',
    ['warning link-doubled'],
  ),
  paragraph(
    'en',
    'one address under the same words',
    '[boats](https://example.org/a), [boats](https://example.org/a)',
    [],
  ),
  {
    title: 'two blocks with one address (en)',
    in: 'en',
    from: 'button: https://example.org/\n',
    to: 'button: ▸https://example.org/more\n',
    problems: ['warning link-doubled'],
  },
  digest('a story whose place is the id of another', ['story-2', undefined], ['error anchor-taken']),
  digest('a story that keeps the id of its former place', ['story-2', 'story-1'], []),
  digest('stories that have ids, or the ids of their own places', ['story-1', undefined, 'story-7'], []),
];
