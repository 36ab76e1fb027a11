import type { Case } from '../../problems/cases/case.ts';

/** One paragraph in both editions. The sign ▸ is before the place of the problem, in the translation. */
const pair = (title: string, en: string, nl: string, problems: Case['problems']): Case => ({
  title,
  files: {
    en: `kind: article\ndate: 2026-03-09\nstatus: ready\nheadline: Spring\nbody:\n  - paragraph: ${JSON.stringify(en)}\n  - divider: true\n`,
    nl: `status: ready\nheadline: Lente\nbody:\n  - ${nl.includes('▸') ? '▸' : ''}paragraph: ${JSON.stringify(nl.replace('▸', ''))}\n  - divider: true\n`,
    'content/spring/boat.png': undefined,
  },
  problems,
});

/** What a translation has, and its source has not. */
export const translationFaults: readonly Case[] = [
  pair('a wrong year', 'The bridge of 1912 opens.', '▸De brug uit 1921 gaat open.', [
    'warning translation-numbers',
  ]),
  pair('an amount without its zeros', 'It costs 18,400 euros.', '▸Het kost 1.840 euro.', [
    'warning translation-numbers',
  ]),
  pair('a number that is lost', 'On 28 April there were 19 votes.', '▸Op 28 april is er gestemd.', [
    'warning translation-numbers',
  ]),
  pair('a number that is added', 'There were many votes.', '▸Er waren 23 stemmen.', [
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
  pair('another month', 'It opens on 3 March.', '▸De brug gaat op 3 mei open.', [
    'warning translation-dates',
  ]),
  pair(
    'a day that is too small for a number',
    'It opens on 1 April 2027.',
    '▸Hij gaat op 2 april 2027 open.',
    ['warning translation-dates'],
  ),
  pair('another weekday', 'The council meets on Tuesday.', '▸De raad vergadert op woensdag.', [
    'warning translation-dates',
  ]),
  pair(
    'one date in many notations',
    'On Tuesday, March 3rd, 2026, from March 3 to 5, Monday 9 March and Tuesday 10 March, and on 4/13/2026.',
    'Op dinsdag 3 maart 2026, van 3 tot 5 maart, maandag 9 en dinsdag 10 maart, en op 13-04-2026.',
    [],
  ),
  pair('a date in other words', 'The meeting is on Wednesday 11 March.', 'De vergadering is overmorgen.', [
    'warning translation-numbers content/spring/nl.yaml:4:5',
  ]),
  pair('a weekday in a compound', 'On Friday evening and Monday.', 'Vrijdagavond en maandags.', []),
  pair(
    'a weekday that does not fit its date',
    'Monday 3 March 2026 is the day.',
    'Dinsdag 3 maart 2026 is de dag.',
    [
      'warning date-weekday content/spring/en.yaml:6:17',
      'warning translation-dates content/spring/nl.yaml:4:5',
    ],
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
  pair('a link that is added', 'Read the plan now.', '▸Lees [het plan](https://example.org/) nu.', [
    'warning translation-links',
  ]),
  pair(
    'a link of the other language',
    'Read [it](https://example.org/en).',
    'Lees [het](https://example.org/nl).',
    [],
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
    ['warning text-language content/spring/nl.yaml:4:16'],
  ),
  pair(
    'a paragraph of the source in the language of the translation',
    'De boten zijn weer terug in de haven.',
    'De boten zijn weer in de haven.',
    ['warning text-language content/spring/en.yaml:6:16'],
  ),
  pair(
    'a paragraph in a language that the publication does not have',
    'The boats have come back to the harbour.',
    'Die Boote sind wieder im Hafen, und der neue Kran steht am Ufer.',
    ['warning text-language content/spring/nl.yaml:4:16'],
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
