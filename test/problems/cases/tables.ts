import { tinyPublication } from '../tiny-publication.ts';
import type { Case } from './case.ts';

const rows = ['Day | Open | Closed', 'Monday | 9:00 | 17:00', 'Tuesday | 9:00 | "17:00"'];
const tableOf = (lines: readonly string[], more = '') =>
  `  - table:\n${lines.map((line) => `      - ${line}\n`).join('')}${more}`;

/** The tiny publication with a table in the place of its divider. */
const withTable = (
  title: string,
  en: string,
  nl: string,
  problems: Case['problems'],
  says?: RegExp,
): Case => ({
  title,
  files: {
    en: tinyPublication.en.replace('  - divider: true\n', () => en),
    nl: tinyPublication.nl.replace('  - divider: true\n', () => nl),
  },
  problems,
  ...(says && { says }),
});

const source = (title: string, table: string, problems: Case['problems'], says?: RegExp) =>
  withTable(title, table, tableOf(rows), problems, says);
const translation = (title: string, table: string, problems: Case['problems'], says?: RegExp) =>
  withTable(title, tableOf(rows, '    align: [start, end, end]\n'), table, problems, says);

/** Tables whose rows do not fit together, in one language or in two. */
export const tableCases: readonly Case[] = [
  source('a table', tableOf(rows), []),
  source('a table as in Markdown', tableOf(rows.map((row) => `"| ${row.replaceAll('"', '')} |"`)), []),
  source(
    'a row without a cell',
    tableOf(rows.with(1, '▸Monday | 9:00')),
    ['error invalid-value'],
    /Row 2 has 2 cells, and the header row has 3/,
  ),
  source(
    'a row with a cell too many',
    tableOf(rows.with(2, '▸a | b | c | d')),
    ['error invalid-value'],
    /\\\|/,
  ),
  source('a bar within a cell', tableOf(rows.with(1, 'Monday | 9:00 \\| 9:30 | 17:00')), []),
  source('an empty cell', tableOf(rows.with(1, 'Monday | | 17:00')), []),
  source(
    'a row of dashes',
    tableOf(rows.toSpliced(1, 0, '▸"--- | ---: | :--:"')),
    ['error invalid-value'],
    /no row of dashes/,
  ),
  source('a header alone', `  - table: ▸[${rows[0]}]\n`, ['error invalid-value'], /too few/),
  source(
    'a table that is a text',
    '  - table: ▸Monday | 9:00\n',
    ['error wrong-type'],
    /each item on a line/,
  ),
  source(
    'rows that are lists',
    tableOf(rows.with(1, '▸[Monday, 9:00, 17:00]')),
    ['error wrong-type'],
    /"Monday \| 9:00"/,
  ),
  source(
    'too many alignments',
    tableOf(rows, '    align: ▸[start, end, end, end]\n'),
    ['error invalid-value'],
    /has 4 items/,
  ),
  source('an alignment that there is not', tableOf(rows, '    align: [start, ▸right]\n'), [
    'error invalid-value',
  ]),
  source('strong text over two cells', tableOf(rows.with(1, 'Monday ▸**9:00 | 17:00** | x')), [
    'warning text-markdown',
    'warning text-markdown content/spring/en.yaml:23:16',
  ]),
  translation(
    'a translation that is a row short',
    `  - table:\n      ▸- ${rows[0]}\n      - ${rows[1]}\n`,
    ['warning translation-list'],
    /has 2 rows here, and the source has 3/,
  ),
  translation(
    'a translation that is a cell short',
    tableOf(rows.with(2, '▸Dinsdag | 9.00')),
    ['error invalid-value'],
    /Row 3 has 2 cells/,
  ),
  translation(
    'a translation that is a column short',
    tableOf(['▸Dag | Open', 'Maandag | 9.00', 'Dinsdag | 9.00']),
    ['warning translation-list'],
    /2 cells here, and the source has 3/,
  ),
  translation('a translation that aligns otherwise', tableOf(rows, '    align: [end, end, end]\n'), []),
];
