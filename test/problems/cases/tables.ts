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
    /Row 2 has 2 cells, but the header row has 3/,
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
    /each item on its own line/,
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
    'a translation that lacks its last row',
    `  - table:\n      - Dag | Open | Dicht\n      - ▸Maandag | 9.00 | 17.00\n`,
    ['warning translation-list'],
    /2 rows, and the source has 3: after this row, it seems to lack "Tuesday \| 9:00 \| "17:00"" \(line 24\)\./,
  ),
  withTable(
    'a translation that lacks a row in the middle',
    tableOf(['Day | Open', 'Monday | 9:15', 'Tuesday | 10:30', 'Thursday | 12:45']),
    tableOf(['Dag | Open', 'Maandag | 9.15', '▸Donderdag | 12.45']),
    ['warning translation-list'],
    /before this row, it seems to lack "Tuesday \| 10:30" \(line 24\)\./,
  ),
  withTable(
    'a translation that lacks two rows at two places',
    tableOf(['Day | Open', 'Monday | 9:15', 'Tuesday | 10:30', 'Thursday | 12:45', 'Friday | 14:00']),
    tableOf(['Dag | Open', '▸Dinsdag | 10.30', '▸Donderdag | 12.45']),
    ['warning translation-list', 'warning translation-list'],
    /before this row, it seems to lack "Monday \| 9:15"/,
  ),
  withTable(
    'a translation that lacks two rows together',
    tableOf(['Day | Open', 'Monday | 9:15', 'Tuesday | 10:30', 'Thursday | 12:45']),
    tableOf(['Dag | Open', '▸Donderdag | 12.45']),
    ['warning translation-list'],
    /before this row, it seems to lack "Monday \| 9:15" and 1 more \(line 23\)\./,
  ),
  withTable(
    'a translation with a row too many',
    tableOf(['Day | Open', 'Monday | 9:15', 'Thursday | 12:45']),
    tableOf(['Dag | Open', 'Maandag | 9.15', '▸Dinsdag | 10.30', 'Donderdag | 12.45']),
    ['warning translation-list'],
    /4 rows, and the source has 3: the source seems to have nothing for "Dinsdag \| 10\.30"\./,
  ),
  translation(
    'a translation that is a cell short',
    tableOf(rows.with(2, '▸Dinsdag | 9.00')),
    ['error invalid-value'],
    /Row 3 has 2 cells/,
  ),
  withTable(
    'a translation that lacks its last column',
    tableOf(['Day | Open | Closed', 'Monday | 9:15 | 17:30']),
    tableOf(['Dag | ▸Open', 'Maandag | 9.15']),
    ['warning translation-list'],
    /2 cells, and the source has 3: after this cell, it seems to lack "Closed" \(line 22\)\./,
  ),
  withTable(
    'a translation that lacks a column in the middle',
    tableOf(['Day | Open | Closed', 'Monday | 9:15 | 17:30']),
    tableOf(['Dag | ▸Dicht', 'Maandag | 17.30']),
    ['warning translation-list'],
    /before this cell, it seems to lack "Open" \(line 22\)\./,
  ),
  withTable(
    'a translation that lacks a column whose header is empty',
    tableOf(['Day | | Closed', 'Monday | 9:15 | 17:30']),
    tableOf(['Dag | ▸Dicht', 'Maandag | 17.30']),
    ['warning translation-list'],
    /before this cell, it seems to lack a cell \(line 22\)\./,
  ),
  translation('a translation that aligns otherwise', tableOf(rows, '    align: [end, end, end]\n'), []),
];
