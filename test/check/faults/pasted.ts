import type { Case } from '../../problems/cases/case.ts';

const first = { en: 'The **first** boats have come in.', nl: 'De **eerste** boten zijn binnen.' };

/** The first paragraph of the tiny publication, in place of which `to` is written. */
const paragraph = (locale: 'en' | 'nl', title: string, to: string, problems: Case['problems']): Case => ({
  title: `${title} (${locale})`,
  in: locale,
  from: first[locale],
  to,
  problems,
});

/** What comes with text that was copied from elsewhere. The sign ▸ is before the place of the problem. */
export const pastedFaults: readonly Case[] = [
  paragraph('en', "a bullet of Word's symbol font", '▸\uf0b7 The first boats', ['warning pasted-bullet']),
  paragraph('nl', "a bullet of Word's symbol font", 'Boten ▸\uf0a7 vis', ['warning pasted-bullet']),
  paragraph('en', 'a text that YAML cannot read', '▸@first boats', ['error yaml-syntax']),
  paragraph('en', 'a zero-width space', 'The ▸\u200bfirst boats.', ['warning pasted-invisible']),
  paragraph('nl', 'a soft hyphen', 'De eer▸\u00adste boten.', ['warning pasted-invisible']),
  paragraph('nl', 'a byte order mark within', 'De ▸\ufeffeerste boten.', ['warning pasted-invisible']),
  paragraph(
    'en',
    'joiners in emoji and in Persian',
    '\u{1f469}\u200d\u{1f467} \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645',
    [],
  ),
  paragraph('en', 'two spaces between words', 'The ▸first  boats have come in.', ['warning pasted-space']),
  paragraph('nl', 'two spaces between words', 'De eerste boten ▸zijn  binnen.', ['warning pasted-space']),
  paragraph('en', 'two spaces after a full stop', 'They came.  They left.', []),
  paragraph('en', 'two spaces in code', 'Type `a  b` here.', []),
  paragraph('en', 'a no-break space beside a space', 'The first ▸boats\u00a0 have come in.', [
    'warning pasted-space',
  ]),
  paragraph('en', 'a no-break space in a number', 'They carried 10\u00a0000 crates of 5\u00a0kg.', []),
  paragraph('nl', 'no-break spaces all over', 'Nu ▸varen\u00a0alle boten\u00a0weer terug\u00a0naar huis.', [
    'warning pasted-space',
  ]),
  paragraph('en', 'a table', '"▸| a | b | |---|---| | 1 | 2 |"', ['warning pasted-markdown']),
  paragraph('en', 'a block of code', '"▸``` let boats = 1 ```"', ['warning pasted-markdown']),
  paragraph('en', 'struck text', 'The ▸~~ten~~ eleven boats', ['warning pasted-markdown']),
  paragraph('en', 'the definition of a link', '"▸[1]: https://example.org/"', ['warning pasted-markdown']),
  paragraph('en', 'a line of signs', '"▸* * *"', ['warning pasted-markdown']),
  paragraph('en', 'a bullet in front of a paragraph', '▸\u2022 The first boats', ['warning pasted-markdown']),
  paragraph('en', 'items as paragraphs', '"▸- Boats"\n  - paragraph: "- Fish"\n  - paragraph: "- Nets"', [
    'warning pasted-markdown',
    'error translation-differs content/spring/nl.yaml:7:5',
  ]),
  paragraph('en', 'one dash that is meant', '"- said nobody, ever"', []),
  paragraph('en', 'an item after a colon', '"It brings:"\n  - paragraph: "▸- fish"', [
    'warning pasted-markdown',
    'error translation-differs content/spring/nl.yaml:7:5',
  ]),
  {
    title: 'an item before a list (nl)',
    in: 'nl',
    from: 'quote: We zijn blij.\n',
    to: 'quote: We zijn blij.\n  - paragraph: "▸* Nul"\n    only: true\n',
    problems: ['warning pasted-markdown'],
  },
  paragraph('en', 'a star too few after the words', 'The ▸**first* boats', ['warning pasted-markdown']),
  paragraph('nl', 'a star too many after the words', 'De ▸*eerste** boten', ['warning pasted-markdown']),
  paragraph('en', 'stars that are meant', '"The *first*\\\\* boats, **the *very* first** at 3 * 4 * 5."', []),
  paragraph('en', 'an address that is not a link', 'See ▸www.example.org for more.', [
    'warning pasted-address',
  ]),
  paragraph('nl', 'an address that is not a link', 'Kijk op ▸www.example.org/boten.', [
    'warning pasted-address',
  ]),
  paragraph('en', 'an address as the words of a link', '"[www.example.org](https://www.example.org)"', []),
  paragraph('en', 'a merge field of Mailchimp', 'Dear ▸*|FNAME|*, the boats are in.', [
    'warning merge-field-foreign',
  ]),
  paragraph('nl', 'a merge field of Ghost', '"Beste ▸{{first_name}}, de boten zijn er."', [
    'warning merge-field-foreign',
  ]),
  paragraph('en', 'a merge field of Salesforce', '"▸%%FIRSTNAME%%, 90%% of the boats are in, 5 %% late."', [
    'warning merge-field-foreign',
  ]),
  paragraph('nl', 'a link to leave of Campaign Monitor', '"Meld je hier af: ▸[unsubscribe]."', [
    'warning merge-field-foreign',
  ]),
  paragraph('en', 'a merge field that is shown', '"Write `{{ name }}` for the name."', []),
  paragraph('en', 'an HTML tag', 'The ▸<b>first</b> boats', ['warning text-html']),
  paragraph('nl', 'an HTML tag', 'De eerste▸<br> boten', ['warning text-html']),
  paragraph('en', 'a label twice', '"▸Update: Update: the boats are here."', ['warning label-repeated']),
  {
    title: 'a label that Courant adds (en)',
    in: 'en',
    from: 'label: Read more',
    to: 'label: "▸See also: the boats"',
    problems: ['warning label-repeated'],
  },
  {
    title: 'another label of related pieces (en)',
    in: 'en',
    from: 'label: Read more',
    to: 'label: "▸Related: the boats"',
    problems: ['warning label-repeated'],
  },
  {
    title: 'a label that Courant adds, in a translation that names the kind (nl)',
    in: 'nl',
    from: 'label: Lees meer',
    to: 'link: https://example.org/more\n    label: "▸Lees ook: de boten"',
    problems: ['warning label-repeated'],
  },
  {
    title: 'a label that Courant adds, in a translation that leaves the kind to its source (nl)',
    in: 'nl',
    from: 'label: Lees meer',
    to: 'label: "▸Lees ook: de boten"',
    problems: ['warning label-repeated'],
  },
  {
    title: 'another label, on a button of a translation (nl)',
    in: 'nl',
    from: 'label: Kijk maar',
    to: 'label: "Lees meer: de boten"',
    problems: [],
  },
  {
    title: 'a deck that comes back as a paragraph (en)',
    in: 'en',
    from: /deck: .*\n[\s\S]*- paragraph: .*\n/,
    to: 'deck: The boats are back in the harbour, all eleven of them.\ntopics: [harbour]\nbody:\n  - paragraph: ▸The **boats** are back in the harbour, all eleven of them.\n',
    problems: ['warning text-repeated'],
  },
  paragraph(
    'en',
    'the same paragraph twice',
    'The boats are back in the harbour, all eleven.\n  - paragraph: ▸The boats are back in the harbour, all eleven.',
    ['warning text-repeated', 'error translation-differs content/spring/nl.yaml:7:5'],
  ),
  {
    title: 'the same list item and the same row of a table twice',
    in: 'en',
    from: '  - list: [one, two]\n',
    to: '  - list: [one boat at sea, two, two, ▸One boat at sea]\n  - table: [Boat | Price, Pont | 40 euros, Sloop | 20, ▸Pont | 40 euros]\n',
    problems: [
      'warning text-repeated',
      'warning text-repeated',
      'error translation-differs content/spring/nl.yaml:10:5',
    ],
  },
  paragraph(
    'en',
    'straight and curly quotation marks',
    '"He said ▸\\"no\\", and then \u201cyes\u201d."'.replace('▸', ''),
    ['warning text-marks content/spring/en.yaml:8:42'],
  ),
  paragraph('nl', 'single curly and straight quotation marks', 'Hij zei \u2018nee\u2019 en "ja".', [
    'warning text-marks content/spring/nl.yaml:6:33',
  ]),
  paragraph(
    'nl',
    'apostrophes and straight quotation marks',
    '\u2018s Avonds zei de schippers\u2019 baas "ja", foto\u2019s.',
    [],
  ),
  paragraph('nl', 'two kinds of dashes', 'Boten -- elf ▸\u2013 zijn binnen.', ['warning text-marks']),
];
