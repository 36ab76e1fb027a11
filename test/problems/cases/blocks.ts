import { pixel, tinyPublication } from '../tiny-publication.ts';
import type { Case } from './case.ts';

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
const image = (title: string, to: string, problems: Case['problems'], says?: RegExp): Case => ({
  title,
  in: 'en',
  from: 'image: boat.png',
  to: `image: ${to}`,
  problems,
  ...(says && { says }),
});
const opening = '  - paragraph: The **first** boats have come in.\n';
const lost = 'warning asset-unused content/spring/boat.png';

/** Blocks that are none, and pictures that cannot be shown. */
export const blockCases: readonly Case[] = [
  change('a misspelt kind', '- heading:', '- ▸headding:', ['error block-kind-unknown'], /"heading"/),
  change(
    'a kind that there is not',
    '- heading:',
    '- ▸video:',
    ['error block-kind-unknown'],
    /"button" block with a link to the page/,
  ),
  change('a gallery', '- heading:', '- ▸gallery:', ['error block-kind-unknown'], /"image" block for each/),
  change(
    'a kind by another name',
    '- heading:',
    '- ▸Sub-heading:',
    ['error block-kind-unknown'],
    /Write "heading"/,
  ),
  change('a table by another name', '- heading:', '- ▸tabel:', ['error block-kind-unknown'], /Write "table"/),
  change(
    'a kind that nobody knows',
    '- heading:',
    '- ▸zzz:',
    ['error block-kind-unknown'],
    /paragraph, heading/,
  ),
  change(
    'a no-break space after the colon',
    '- paragraph: The **first** boats have come in.',
    '- paragraph:▸\u00a0The boats',
    ['error yaml-syntax'],
    /U\+00A0/,
  ),
  change('a no-break space after the dash', '- heading', '-▸\u00a0heading', ['error yaml-syntax'], /U\+00A0/),
  {
    title: 'a no-break space after every dash',
    files: {
      'content/one/en.yaml':
        'kind: article\ndate: 2026-03-01\nstatus: draft\nheadline: One\neditions: [en]\nbody:\n  -▸\u00a0paragraph: A\n  -▸\u00a0heading: B\n',
    },
    problems: ['error yaml-syntax', 'error yaml-syntax'],
    says: /U\+00A0/,
  },
  {
    title: 'no-break spaces before a dash',
    files: {
      'content/one/en.yaml':
        'kind: article\ndate: 2026-03-01\nstatus: draft\nheadline: One\neditions: [en]\nbody:\n▸\u00a0\u00a0- paragraph: A\n',
    },
    problems: ['error yaml-syntax'],
    says: /U\+00A0/,
  },
  change('a no-break space in a kind', '- heading:', '- heading▸\u00a0:', ['error yaml-syntax'], /U\+00A0/),
  change('a no-break space in a field', '    by:', '    by▸\u00a0:', ['error yaml-syntax'], /U\+00A0/),
  change(
    'a no-break space after a value',
    'status: ready',
    'status: ready▸\u00a0',
    ['error yaml-syntax'],
    /U\+00A0/,
  ),
  change(
    'a second paragraph',
    opening,
    `${opening}\n    ▸A second one.\n`,
    ['error yaml-syntax'],
    /second paragraph/,
  ),
  change(
    'one at the margin',
    opening,
    `${opening}\n▸A second one.\n`,
    ['error yaml-syntax'],
    /- paragraph: /,
  ),
  change(
    'one below the dash',
    opening,
    `${opening}\n  ▸A second one.\n`,
    ['error yaml-syntax'],
    /- paragraph: /,
  ),
  change(
    'one with a colon',
    opening,
    `${opening}\n    ▸Note: a second one.\n`,
    ['error unknown-key'],
    /second paragraph/,
  ),
  change('one that YAML joins', opening, '  - paragraph: ▸>-\n      One.\n\n      Two.\n', [
    'error text-blank-line',
  ]),
  change('a block without a kind', '  - divider: true', '  - ▸note: Later', ['error block-kind-missing']),
  change('a block that is a text', '- paragraph: The **first** boats have come in.', '- ▸The boats', [
    'error block-kind-missing',
  ]),
  change(
    'a block whose colon lacks a blank',
    '- paragraph: The **first**',
    '- ▸paragraph:The',
    ['error block-kind-missing'],
    /paragraph: …/,
  ),
  change('an empty block', '  - divider: true', '  ▸-', ['error block-kind-missing']),
  change(
    'a dash too few',
    '  - quote:',
    '    ▸quote:',
    ['error block-kind-ambiguous'],
    /a heading and a quote/,
  ),
  change('a dash too many', '    by: A', '  - ▸by: A', ['error block-kind-missing']),
  {
    title: 'a misspelt kind in a translation',
    in: 'nl',
    from: '- heading:',
    to: '- ▸heding:',
    problems: ['error block-kind-unknown'],
  },
  {
    title: 'a block of its own without a kind',
    in: 'nl',
    from: '  - divider: true',
    to: '  - divider: true\n  - ▸label: Nog iets\n    only: true',
    problems: ['error block-kind-missing'],
  },
  {
    title: 'omit in the source',
    in: 'en',
    from: '- divider: true',
    to: '- ▸omit: true',
    problems: ['error invalid-value'],
  },
  {
    title: 'a block that is left out and not',
    in: 'nl',
    from: '- quote:',
    to: '- omit: true\n    ▸quote:',
    problems: ['error invalid-value'],
  },

  change(
    'no alt',
    '- image: boat.png\n    alt: A boat with a red sail.',
    '- ▸image: boat.png',
    ['error missing-alt'],
    /in one sentence/,
  ),
  change('an empty alt', 'alt: A boat with a red sail.', '▸alt:', ['error empty-text']),
  {
    title: 'no alt in a story',
    in: 'stories',
    from: '    alt: A ferry at dawn.\n',
    to: '',
    problems: ['error missing-alt content/april/en.yaml:8:5'],
  },
  {
    title: 'no alt in a translation',
    in: 'nl',
    from: '- alt: Een boot met een rood zeil.',
    to: '- ▸credit: Foto',
    problems: ['error missing-alt'],
  },
  {
    title: 'no alt in a story of a translation',
    in: 'verhalen',
    from: '  - headline: Een pont\n    summary: Hij is stil.\n    alt: Een pont bij zonsopgang.',
    to: '  - ▸headline: Een pont\n    summary: Hij is stil.',
    problems: ['error missing-alt'],
  },

  image('a picture that does not exist', '▸harbour.png', ['error asset-missing', lost], /folder/),
  image('a misspelt picture', '▸baot.png', ['error asset-missing', lost], /"boat.png"/),
  image(
    'a picture in other capitals',
    '▸Boat.png',
    ['error asset-missing', lost],
    /Upper and lower case count/,
  ),
  image('a folder for a picture', '▸pictures', ['error asset-missing', lost]),
  image('a picture in the folder above', '▸../april/ferry.png', ['error asset-outside', lost]),
  image('a picture in a hidden way above', '▸./x/../../april/ferry.png', ['error asset-outside', lost]),
  image('a picture at an absolute path', '▸/etc/boat.png', ['error asset-outside', lost]),
  image('a picture at an absolute path of Windows', '▸C:\\boat.png', ['error asset-outside', lost]),
  image(
    'a picture at an address',
    '▸https://example.org/boat.png',
    ['error asset-outside', lost],
    /into the issue's folder/,
  ),
  image('a file that is no picture', '▸en.yaml', ['error asset-unreadable', lost]),
  {
    title: 'a text by the name of a picture',
    files: { 'content/spring/boat.png': 'Hello', en: tinyPublication.en.replace('boat.png', '▸boat.png') },
    problems: ['error asset-unreadable'],
  },
  {
    title: 'an empty picture',
    files: { 'content/spring/boat.png': '', en: tinyPublication.en.replace('boat.png', '▸boat.png') },
    problems: ['error asset-unreadable'],
  },
  {
    title: 'a picture that no language uses',
    files: { 'content/spring/old.png': pixel },
    problems: ['warning asset-unused content/spring/old.png'],
  },
  {
    title: 'a picture that a translation alone uses',
    files: {
      'content/spring/schip.png': pixel,
      nl: tinyPublication.nl.replace('- alt', '- image: schip.png\n    alt'),
    },
    problems: [],
  },
  {
    title: 'a picture that a translation alone misspells',
    in: 'nl',
    from: '- alt: E',
    to: '- image: ▸schip.png\n    alt: E',
    problems: ['error asset-missing'],
  },
  image('a picture with its folder', './boat.png', []),
];
