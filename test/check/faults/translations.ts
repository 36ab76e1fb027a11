import type { Case } from '../../problems/cases/case.ts';

/** One paragraph in both editions. The sign ▸ is before the place of the problem, in the translation. */
const pair = (title: string, en: string, nl: string, problems: Case['problems']): Case => ({
  title,
  files: {
    en: `kind: article\ndate: 2026-03-09\nstatus: ready\nheadline: Spring\nbody:\n  - paragraph: ${JSON.stringify(en)}\n  - divider: true\n`,
    nl: `status: ready\nheadline: Lente\nbody:\n  - paragraph: ${JSON.stringify(nl)}\n  - divider: true\n`,
    'content/spring/boat.png': undefined,
  },
  problems,
});

/** The same for any blocks. */
const blocks = (title: string, en: string, nl: string, problems: Case['problems']): Case => ({
  title,
  files: {
    en: `kind: article\ndate: 2026-03-09\nstatus: ready\nheadline: Spring\nbody:\n${en}`,
    nl: `status: ready\nheadline: Lente\nbody:\n${nl}`,
    'content/spring/boat.png': undefined,
  },
  problems,
});

const list = (...items: string[]) =>
  `  - list:\n${items.map((each) => `      - ${JSON.stringify(each)}\n`).join('')}`;
const table = (...rows: string[]) =>
  `  - table:\n${rows.map((each) => `      - ${JSON.stringify(each)}\n`).join('')}`;

/** What a translation has, and its source has not. */
export const translationFaults: readonly Case[] = [
  blocks(
    'faults in later lines of a paragraph',
    '  - paragraph: >-\n      The bridge is from 1912, and it\n      opens on 3 March for 450 boats.\n      Read [the plan](https://example.org/).\n      That is **not** so. Nor is this.\n',
    '  - paragraph: >-\n      De brug is van 1912, en hij\n      gaat op ▸3 mei open voor ▸540 boten.\n      ▸Lees het plan.\n      ▸Dat is niet zo. Dit ook niet.\n',
    [
      'warning translation-dates',
      'warning translation-numbers',
      'warning translation-links',
      'warning translation-markup',
    ],
  ),
  blocks(
    'numbers of two list items, one of them lost',
    list('In 1912 it was built', 'In 1950 it was widened', 'In 1999 it was closed'),
    list('In ▸1921 gebouwd', 'In 1950 verbreed', '▸Later gesloten'),
    ['warning translation-numbers', 'warning translation-numbers'],
  ),
  blocks(
    'numbers of two list items that are lost',
    list(
      'The sea',
      'A ferry of 1903',
      'A quay',
      'A crane of 1912',
      'A bridge of 1950',
      'A lighthouse of stone',
    ),
    `${list('De zee', 'Een pont uit 1903', 'Een kade')}      - ▸"▸Een vuurtoren van steen"\n`,
    ['warning translation-list', 'warning translation-numbers'],
  ),
  blocks(
    'a list item that YAML cannot read in the source',
    '  - list:\n      - ▸@In 1912 it was built\n      - In 1950 it was widened\n',
    list('In 1912 gebouwd', 'In 1950 verbreed'),
    ['error yaml-syntax'],
  ),
  blocks(
    'the second of the same digits',
    '  - paragraph: "In 2012 there were 50 boats, and then 12."\n',
    '  - paragraph: "In 2012 waren er 50 boten, en later ▸20 en 12."\n',
    ['warning translation-numbers'],
  ),
  blocks(
    'a number, a day and a weekday in a table',
    table('Boat | Day | Price', 'Ferry | 13 March | 450', 'Tug | Monday | 75'),
    table('Boot | Dag | Prijs', 'Pont | ▸14 maart | ▸540', 'Sleper | ▸dinsdag | 75'),
    ['warning translation-dates', 'warning translation-numbers', 'warning translation-dates'],
  ),
  blocks(
    'a link and strong words of one list item',
    list('[One](https://example.org/1)', '[Two](https://example.org/2)', '**Three** boats'),
    list('[Een](https://example.org/1)', '▸Twee', '▸Drie boten'),
    ['warning translation-links', 'warning translation-markup'],
  ),
  blocks(
    'links of a list in another order',
    list('[One](https://example.org/1)', 'Two', '**Three** boats'),
    list('Een', '[Twee](https://example.org/1)', '**Drie** boten'),
    [],
  ),
  blocks(
    'a sentence of the paragraph that should have a link',
    '  - paragraph: The boats are back. They come from [the sea](https://example.org/a). So do [we](https://example.org/b).\n',
    '  - paragraph: De boten zijn terug. ▸Ze komen van zee. Net als [wij](https://example.org/b).\n',
    ['note translation-links'],
  ),
  blocks(
    'one of two strong words',
    '  - paragraph: The **boats** are **back**. All is well.\n',
    '  - paragraph: ▸De **boten** zijn terug. Alles is goed.\n',
    ['note translation-markup'],
  ),
  blocks(
    'a footnote that is lost and code that is added',
    '  - paragraph: "It is so.[^a] And so is this.[^b]"\n  - divider: true\nfootnotes: { a: One., b: Two. }\n',
    '  - paragraph: "Zo is het.[^a] ▸En dit `▸ook`."\n  - divider: true\nfootnotes: { a: Een., ▸b: Twee. }\n',
    ['warning translation-markup', 'warning translation-markup', 'warning footnote-unused'],
  ),
  blocks(
    'the title of a callout',
    '  - callout: Come at noon.\n    title: From 450 boats\n',
    '  - callout: Kom om twaalf uur.\n    title: Van ▸540 boten\n',
    ['warning translation-numbers'],
  ),
  blocks(
    'a list item in the language of the source',
    list('The boats have come back', 'The new crane is at work on the quay'),
    list('De boten zijn terug', '▸This is the crane that is at work on the quay'),
    ['warning text-language'],
  ),
  blocks(
    'a text of several lines in the language of the source',
    '  - paragraph: >-\n      The boats have come back\n      to the harbour.\n',
    '  - paragraph: >-\n      ▸All of the boats are back in\n      the harbour, and the crane works.\n',
    ['warning text-language'],
  ),
  pair('a decimal that is lost', 'It rose by 3.5%.', 'Het steeg met ▸35%.', ['warning translation-numbers']),
  pair(
    'halves, thousands and millions in words',
    'It took 2.5 hours, 500 people, 2,000 trees, 40,000 bricks, 5,000 euros and 3 million litres.',
    'Het kostte tweeënhalf uur, vijfhonderd mensen, tweeduizend bomen, 40 duizend stenen, 5000 euro en 3.000.000 liter.',
    [],
  ),
  pair(
    'amounts with names of their own',
    'Some 350,000 in 15 minutes, 45 minutes or 30 minutes: 10 euros, or 36 eggs.',
    'Ruim drieënhalve ton in een kwartier, drie kwartier of een half uur: een tientje, of drie dozijn eieren.',
    [],
  ),
  pair(
    'a sentence in the language of the source',
    'The boats are back. It is the best day of the year for all of them. We are glad.',
    'De boten zijn terug. ▸It is the best day of the year for all of them. We zijn blij.',
    ['warning text-language'],
  ),
  pair(
    'sentences of a quotation in another language',
    'He said: "De boten zijn terug. Dat is het mooiste van het hele jaar. We zijn er blij mee." And left.',
    'Hij zei: "De boten zijn terug. Dat is het mooiste van het hele jaar. We zijn er blij mee." En ging.',
    [],
  ),
  blocks(
    'a list item that was copied',
    list('The boats have come back', 'What is it that we do on the quay'),
    list('De boten zijn terug', 'What is it that we do on the quay'),
    ['warning translation-copied content/spring/nl.yaml:6:9'],
  ),
  blocks(
    'strong words that are lost beside a title',
    list('**Quay**: *The Sea*, a song', '**Dock**: a dance'),
    list('▸Kade: *De Zee*, een lied', '**Dok**: een dans'),
    ['warning translation-markup'],
  ),
  blocks(
    'a number that is another time in the paragraph before',
    '  - paragraph: We waited four hours.\n  - paragraph: There were 16 boats.\n',
    '  - paragraph: We wachtten vier uur.\n  - paragraph: ▸Er waren boten.\n',
    ['warning translation-numbers'],
  ),
  pair('a time in three notations', 'At 8:30 and 14:15.', 'Om 8u30 en 14.15 uur.', []),
  pair('a wrong year', 'The bridge of 1912 opens.', 'De brug uit ▸1921 gaat open.', [
    'warning translation-numbers',
  ]),
  pair('an amount without its zeros', 'It costs 18,400 euros.', 'Het kost ▸1.840 euro.', [
    'warning translation-numbers',
  ]),
  pair('a number that is lost', 'On 28 April there were 19 votes.', '▸Op 28 april is er gestemd.', [
    'warning translation-numbers',
  ]),
  pair('a number that is added', 'There were many votes.', 'Er waren ▸23 stemmen.', [
    'warning translation-numbers',
  ]),
  pair(
    'digits and words',
    'They waited 12 years for 21 boats.',
    'Ze wachtten twaalf jaar op eenentwintig boten.',
    [],
  ),
  pair('words and digits', 'They waited twelve years.', 'Ze wachtten 12 jaar.', []),
  pair(
    'decimals and thousands',
    'It is 1,250.75 euros, or 3.5%.',
    'Het is 1250,75 euro, of 3,5 procent.',
    [],
  ),
  pair(
    'two clocks',
    'From 8:30 a.m. to 2:15 p.m., until 8 p.m.',
    'Van 8.30 tot 14.15 uur, tot 20.00 uur.',
    [],
  ),
  pair('a decade', 'A house of the 1990s.', 'Een huis uit de jaren negentig.', []),
  pair('another month', 'It opens on 3 March.', 'De brug gaat op ▸3 mei open.', [
    'warning translation-dates',
  ]),
  pair(
    'a day that is too small for a number',
    'It opens on 1 April 2027.',
    'Hij gaat op ▸2 april 2027 open.',
    ['warning translation-dates'],
  ),
  pair('another weekday', 'The council meets on Tuesday.', 'De raad vergadert op ▸woensdag.', [
    'warning translation-dates',
  ]),
  pair(
    'one date in many notations',
    'On Tuesday, March 3rd, 2026, from March 3 to 5, Monday 9 March and Tuesday 10 March, and on 4/13/2026.',
    'Op dinsdag 3 maart 2026, van 3 tot 5 maart, maandag 9 en dinsdag 10 maart, en op 13-04-2026.',
    [],
  ),
  pair('a date in other words', 'The meeting is on Wednesday 11 March.', '▸De vergadering is overmorgen.', [
    'warning translation-numbers',
  ]),
  pair('a weekday in a compound', 'On Friday evening and Monday.', 'Vrijdagavond en maandags.', []),
  pair(
    'a weekday that does not fit its date',
    'Monday 3 March 2026 is the day.',
    '▸Dinsdag 3 maart 2026 is de dag.',
    ['warning date-weekday content/spring/en.yaml:6:17', 'warning translation-dates'],
  ),
  pair(
    'a weekday that does not fit the date of next year',
    'It is on 1 January.',
    'Het is op donderdag 1 januari.',
    ['warning date-weekday content/spring/nl.yaml:4:27'],
  ),
  pair(
    'weekdays of other years',
    'On Monday 2 March, a year ago, and on Wednesday 4 March of 1998.',
    'Op maandag 2 maart, een jaar geleden, en op woensdag 4 maart in 1998.',
    [],
  ),
  pair('a link that is lost', 'Read [the plan](https://example.org/) now.', '▸Lees nu het plan.', [
    'warning translation-links',
  ]),
  pair('a link that is added', 'Read the plan now.', 'Lees [het plan](▸https://example.org/) nu.', [
    'warning translation-links',
  ]),
  pair(
    'a link of the other language',
    'Read [it](https://example.org/en).',
    'Lees [het](https://example.org/nl).',
    [],
  ),
  ...[
    ['two letters that are swapped', 'https://example.org/plan', 'https://example.org/paln'],
    ['a digit', 'https://example.org/2026/report-12', 'https://example.org/2026/report-13'],
    ['a letter of the host', 'https://harbour.example.org/plan', 'https://harbor.example.org/plan'],
    ['a path that is cut off', 'https://example.org/news/plan', 'https://example.org/news'],
    ['another mailbox', 'mailto:info@example.org', 'mailto:school@example.org'],
  ].map(([title, en, nl]) =>
    pair(`another address: ${title}`, `Read [it](${en}).`, `Lees [het](▸${nl}).`, [
      'warning translation-address',
    ]),
  ),
  blocks(
    'the address of another paragraph',
    '  - paragraph: Read [it](https://a.example.org/).\n  - paragraph: See [our plan](https://b.example.com/).\n',
    '  - paragraph: Lees [het](▸https://b.example.com/).\n  - paragraph: Zie [ons plan](▸https://a.example.org/).\n',
    ['warning translation-address', 'warning translation-address'],
  ),
  ...[
    ['a page for this language', 'https://example.org/', 'https://example.org/nederlands'],
    ['a subdomain', 'https://en.wikipedia.org/wiki/Letter', 'https://nl.wikipedia.org/wiki/Lettre'],
    ['a part of the path', 'https://example.org/en/plan', 'https://example.org/nl/plannen/het-plan'],
    ['a language that only one names', 'https://example.org/plan', 'https://example.org/nl/plan'],
    ['a part of the query', 'https://example.org/plan?lang=en', 'https://example.org/plan?lang=nl'],
    ['the end of a name', 'https://example.org/report_en.pdf', 'https://example.org/report_nl.pdf'],
    ['a translated name', 'https://example.org/walks/mill', 'https://example.org/wandelingen/molen'],
    ['a name that is nearly the same', 'https://example.org/boat', 'https://example.org/boot'],
    ['another site', 'https://government.example/tax', 'https://overheid.example/belasting'],
    ['another country', 'https://courant.example.uk/plan', 'https://courant.example.nl/plan'],
    ['another place on the page', 'https://example.org/plan#map', 'https://example.org/plan#kaart'],
    [
      'the subject of a message',
      'mailto:info@example.org?subject=Boat',
      'mailto:info@example.org?subject=Boot',
    ],
  ].map(([title, en, nl]) =>
    pair(
      `the address in the other language: ${title}`,
      `Read [it](${en}).`,
      `Lees over [de boot](${nl}).`,
      [],
    ),
  ),
  pair('markup that is lost', 'That is **not** so.', '▸Dat is niet zo.', ['warning translation-markup']),
  pair('markup of another strength', 'That is **not** so.', 'Dat is *niet* zo.', []),
  pair(
    'a paragraph that was not translated',
    'The boats have come back to the harbour.',
    'The boats have come back to the harbour.',
    ['warning translation-copied content/spring/nl.yaml:4:16'],
  ),
  pair('a short text that was copied', 'What it costs us', 'What it costs us', [
    'warning translation-copied content/spring/nl.yaml:4:16',
  ]),
  pair('a title in both languages', 'The House of the Rising Sun', 'The House of the Rising Sun', []),
  pair('a short text that is right in both', 'In de Waag', 'In de Waag', []),
  pair(
    'a paragraph in the language of the source',
    'The boats have come back to the harbour.',
    'All of the boats are back in the harbour, and the crane works.',
    ['warning text-language content/spring/nl.yaml:4:17'],
  ),
  pair(
    'a paragraph of the source in the language of the translation',
    'De boten zijn weer terug in de haven.',
    'De boten zijn weer in de haven.',
    ['warning text-language content/spring/en.yaml:6:17'],
  ),
  pair(
    'a paragraph in a language that the publication does not have',
    'The boats have come back to the harbour.',
    'Die Boote sind wieder im Hafen, und der neue Kran steht am Ufer.',
    ['warning text-language content/spring/nl.yaml:4:17'],
  ),
  pair(
    'a quotation and a title in another language',
    'He said: "De boten zijn weer terug in de haven."',
    'Hij zong *The boats have come back to the harbour, my love*.',
    [],
  ),
  pair(
    'a name that stays',
    'Stichting Vrienden van de Kraanbrug Veermonde',
    'Stichting Vrienden van de Kraanbrug Veermonde',
    [],
  ),
];
