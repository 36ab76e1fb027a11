import { tinyPublication } from '../tiny-publication.ts';
import type { Case } from './case.ts';

const paragraph = (title: string, to: string, problems: Case['problems'], says?: RegExp): Case => ({
  title,
  in: 'en',
  from: '- paragraph: The **first** boats have come in.',
  to: `- paragraph: ${to}`,
  problems,
  ...(says && { says }),
});
const link = (title: string, to: string, says?: RegExp): Case => ({
  title,
  in: 'en',
  from: 'link: https://example.org/more',
  to: `link: ${to}`,
  problems: ['error invalid-link'],
  ...(says && { says }),
});
const change = (
  title: string,
  from: string,
  to: string,
  problems: Case['problems'],
  says?: RegExp,
): Case => ({
  title,
  in: 'en',
  from,
  to,
  problems,
  ...(says && { says }),
});

/** Links, and what its writer cannot have meant a text to say. */
export const textCases: readonly Case[] = [
  paragraph('a placeholder of a new draft', '▸\u2026', ['error text-placeholder'], /status: draft/),
  paragraph('three dots', '▸...', ['error text-placeholder']),
  paragraph('TODO', '▸TODO', ['error text-placeholder']),
  paragraph('TODO with a note', '▸"TODO: ask the harbour master"', ['error text-placeholder']),
  paragraph('filler text', '▸Lorem ipsum dolor sit amet.', ['error text-placeholder']),
  paragraph('a name to fill in', 'Dear ▸[NAME], welcome.', ['error text-placeholder']),
  paragraph('letters to fill in', 'It costs ▸xxx euros.', ['error text-placeholder']),
  paragraph('a task within a text', '"The boats are in. ▸TODO: how many?"', ['error text-placeholder']),
  paragraph(
    'a roman number and a word in brackets',
    'Super Bowl XXX, says the [EU]. See [name](https://example.org/).',
    [],
  ),
  paragraph('a text about a TODO list', 'TODO lists help, and so do "..." and \u2026 dots.', []),
  change('a headline that nobody wrote', 'headline: Spring at the harbour', 'headline: ▸\u2026', [
    'error text-placeholder',
  ]),
  change('an item that nobody wrote', 'list: [one, two]', 'list: [one, ▸\u2026]', ['error text-placeholder']),
  change('the link of a new draft', 'link: https://example.org/more', 'link: ▸https://example.org/\u2026', [
    'error text-placeholder',
  ]),
  {
    title: 'a placeholder in a draft',
    files: {
      en: tinyPublication.en.replace('status: ready', 'status: draft').replace('one, two', '\u2026, two'),
      nl: tinyPublication.nl.replace('status: ready', 'status: draft').replace('Kijk maar', '\u2026'),
    },
    problems: [],
  },
  {
    title: 'a placeholder in a translation that is ready',
    in: 'nl',
    from: 'label: Kijk maar',
    to: 'label: ▸\u2026',
    problems: ['error text-placeholder'],
  },
  link('a script for a link', '▸javascript:alert(1)', /not allowed/),
  link('data for a link', '▸data:text/html,hello'),
  link('a relative link', '▸/more', /not a complete address/),
  link('a link that lacks https://', '▸www.example.org', /begin with https:\/\//),
  link('a link of blanks', '▸" https://example.org/"', /space/),
  link('a link with a blank in it', '▸https://example.org/a b', /space/),
  link('a link with a password', '▸https://user:secret@example.org/', /password/),
  link('a link with a missing slash', '▸https:/example.org'),
  link('a link without a host', '▸https://', /not a valid address/),
  link('mailto without a mailbox', '▸mailto:editors', /mailbox/),
  link('a mailbox without mailto', '▸editors@example.org'),
  change('a number for a link', 'link: https://example.org/more', 'link: ▸12', ['error wrong-type']),
  change('an empty link', 'link: https://example.org/more', '▸link:', ['error empty-text']),
  change('a button that runs a script', 'button: https://example.org/', 'button: ▸JavaScript:alert(1)', [
    'error invalid-link',
  ]),
  paragraph('a script in a paragraph', 'See [this](▸javascript:alert(1)) now.', ['error invalid-link']),
  paragraph('two bad links in a paragraph', 'See [this](▸www.example.org) and [that](▸/that).', [
    'error invalid-link',
    'error invalid-link',
  ]),
  paragraph('a link without words', 'See [](▸https://example.org/).', ['error invalid-link'], /click/),
  paragraph('a link on a later line', '>-\n      See what they say,\n      [there](▸ftp://example.org/).', [
    'error invalid-link',
  ]),
  {
    title: 'a bad link in a story',
    in: 'stories',
    from: 'https://example.org/ferry',
    to: '▸example.org/ferry',
    problems: ['error invalid-link'],
  },
  {
    title: 'a bad link in a translation',
    in: 'nl',
    from: 'De **eerste**',
    to: 'De [eerste](▸http:)',
    problems: ['error invalid-link'],
  },
  {
    title: 'a bad link in a block without a kind',
    in: 'nl',
    from: '- alt: Een boot met een rood zeil.',
    to: '- alt: Een boot.\n    caption: Zie [hier](▸hier).',
    problems: ['error invalid-link'],
  },

  paragraph(
    'two paragraphs in one',
    '▸|-\n      One.\n\n      Two.',
    ['error text-blank-line'],
    /its own "- paragraph/,
  ),
  paragraph('HTML', 'The ▸<b>first</b> boats', ['warning text-html'], /\*\*strong\*\*/),
  change('HTML in a headline', 'headline: Spring', 'headline: ▸<i>Spring</i>', ['warning text-html']),
  paragraph('a picture in a text', 'See ▸![a boat](boat.png).', ['warning text-markdown']),
  paragraph(
    'a bullet in a text',
    '|-\n      ▸- The boats\n      - The harbour',
    ['warning text-markdown'],
    /list/,
  ),
  paragraph('a quote in a text', '"▸> The boats"', ['warning text-markdown']),
  paragraph('a heading in a text', '"▸## The boats"', ['warning text-markdown']),
  paragraph(
    'a line break that is folded away',
    '>-\n      Thursday▸\\\n      19:30',
    ['warning text-markdown'],
    /"\|-"/,
  ),
  change(
    'strong in a headline',
    'headline: Spring',
    'headline: Spring ▸**now**',
    ['warning text-markdown'],
    /plain text/,
  ),
  change('a link in a label', 'label: Read more', 'label: Read ▸[more](https://example.org/)', [
    'warning text-markdown',
  ]),
  paragraph('strong that is not closed', 'The ▸**first boats', ['warning text-markdown'], /counterpart/),
  paragraph(
    'a link that is not closed',
    'The [first▸](https://example.org/ boats',
    ['warning text-markdown'],
    /complete link/,
  ),
  paragraph('a link with a blank in the middle', 'The [first▸] (https://example.org/) boats', [
    'warning text-markdown',
  ]),
  change('an HTML entity in a headline', 'headline: Spring', 'headline: Spring ▸&amp; boats', [
    'warning text-html',
  ]),
  paragraph('a footnote that is not there', 'The **first** boats have come in.▸[^age]', [
    'error footnote-missing',
  ]),
  change(
    'a footnote whose label is misspelt',
    'body:\n  - paragraph: The **first** boats have come in.',
    'footnotes:\n  age: Built in 1932.\nbody:\n  - paragraph: The boats [^age] came in.▸[^aeg]',
    ['error footnote-missing', 'error missing-field content/spring/nl.yaml:4:1'],
    /Did you mean "\[\^age\]"/,
  ),
  change('a footnote of a deck', 'deck: The boats are back.', 'deck: The boats are back.▸[^age]', [
    'error footnote-place',
  ]),
  change(
    'a footnote that nothing refers to',
    'topics: [harbour]\n',
    'footnotes:\n  ▸age: They were built in 1932.\n',
    ['warning footnote-unused', 'error missing-field content/spring/nl.yaml:3:1'],
  ),
  change('a footnote in a plain text', 'headline: Spring at', 'headline: Spring▸[^1] at', [
    'warning text-markdown',
  ]),
  paragraph('the signs of a footnote that are meant', 'The boats\\[^1] have `[^1]` come in.', []),
  paragraph('an invisible control', 'The▸\u0007 boats', ['warning text-control'], /U\+0007/),
  change(
    'a text that is turned around',
    'headline: Spring',
    'headline: Spring ▸\u202egninrae',
    ['warning text-control'],
    /U\+202E/,
  ),
];
