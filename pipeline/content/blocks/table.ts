import { z } from 'zod';
import { plural } from '../../foundation/problems/plural.ts';
import { fields, list as listOf } from '../../publication/templates/view-shape.ts';
import { type BlockMistake, defineBlock, type TextTools } from './block.ts';
import { splitCells } from './cells.ts';
import { cells, choice, inline, several } from './fields.ts';

type Align = 'start' | 'center' | 'end';

export const table = defineBlock({
  kind: 'table',
  label: 'a table',
  description: 'A table. Its first row is the header.',
  shape: {
    table: z
      .array(cells('A row, with " | " between its cells. A bar within a cell is written "\\|".'))
      .min(2)
      .describe('The rows. The first one is the header.'),
    align: several(
      choice(['start', 'center', 'end'], 'The alignment of a column.'),
      'The alignment of each column. Numbers are easiest to read with "end".',
    ).optional(),
    caption: inline('One line that says what the table shows.').optional(),
  },
  check: ({ table: rows, align }) => checkRows(rows, align),
  view: {
    shape: {
      head: listOf(fields(['text', 'align'])),
      rows: listOf(fields([], { cells: listOf(fields(['text', 'align', 'label'])) })),
      isWide: 'value',
      isWhole: 'value',
      isTight: 'value',
      isFirm: 'value',
      isSmall: 'value',
    },
    of: ({ table: rows, align }, strip) => viewOf(rows as Shown[][], align as readonly Align[], strip),
  },
  toText({ table: rows, align = [], caption }, tools) {
    const texts = rows.map((row) => splitCells(row).map((cell) => tools.inline(cell)));
    const body = inColumns(texts, align, tools) ?? cellByCell(texts, tools);
    return caption ? `${tools.wrap(tools.inline(caption))}\n\n${body}` : body;
  },
});

/** Reports a row of dashes, which only Markdown needs, and rows with a different number of cells. */
function checkRows(rows: readonly string[], align: readonly Align[] | undefined): BlockMistake[] {
  const columns = splitCells(rows[0] ?? '').length;
  const mistakes = rows.flatMap((row, at): BlockMistake[] => {
    const own = splitCells(row);
    const path = ['table', at];
    if (own.every((cell) => /^:?-{2,}:?$/.test(cell))) {
      const hint =
        'Delete this row: the first row is always the header, and "align" sets the alignment of columns.';
      return [{ path, message: 'A table needs no row of dashes below its header here.', hint }];
    }
    if (own.length === columns) return [];
    const message = `Row ${at + 1} has ${countOf(own.length)}, but the header row has ${columns}.`;
    const hint =
      'Put " | " between cells. An empty cell needs its bar too; write a bar within a cell as "\\|".';
    return [{ path, message, hint }];
  });
  if (mistakes.length > 0 || align === undefined || align.length <= columns) return mistakes;
  const message = `"align" has ${plural(align.length, 'item')}, but the table has ${plural(columns, 'column')}.`;
  return [{ path: ['align'], message, hint: 'Write one item for each column.' }];
}

const countOf = (count: number) => plural(count, 'cell');

/**
 * The maximum number of columns on a phone. In a table with more columns, each row becomes a list of its
 * cells.
 */
const mostOnPhones = 3;

/**
 * The maximum width, in characters, of the longest words of all columns beside each other. Up to this width,
 * the style keeps all words whole on a wide screen. Without it, mail programs make a short column narrower
 * than its longest word.
 */
const mostWhole = 44;
/** The same limit for a table of many columns in smaller letters. */
const mostWholeIfTight = 54;
/** The same limit for the narrowest phone, even if a mail program removes the style sheet. */
const mostFirm = 25;
/** The same limit for small letters on a usual phone. */
const mostFirmIfSmall = 34;

/** A cell as HTML, in the form that templates get. */
type Shown = unknown;

function viewOf(
  [head = [], ...body]: readonly (readonly Shown[])[],
  align: readonly Align[] = [],
  strip: (html: Shown) => Shown,
) {
  const shown = (cell: Shown) => (String(cell) === '' ? undefined : cell);
  const isWide = head.length > mostOnPhones;
  // Mail programs without styles show the labels beside the cells, so only tables that need labels have them.
  const labels = isWide ? head.map((cell, at) => (at === 0 ? undefined : shown(strip(cell)))) : [];
  const longest = longestWords([head, ...body], strip);
  // Without the style sheet, the rows of a wide table stay rows on a phone.
  const isSmall = isWide && longest > mostFirm;
  const isTight = isWide && longest > mostWhole && longest <= mostWholeIfTight;
  return {
    head: head.map((cell, at) => ({ text: shown(cell), align: align[at] ?? 'start' })),
    rows: body.map((row) => ({
      cells: row.map((cell, at) => ({
        text: shown(cell),
        align: align[at] ?? 'start',
        label: labels[at],
      })),
    })),
    isWide,
    isWhole: isTight || longest <= mostWhole,
    isTight,
    isFirm: longest <= (isSmall ? mostFirmIfSmall : mostFirm),
    isSmall,
  };
}

function longestWords(rows: readonly (readonly Shown[])[], strip: (html: Shown) => Shown): number {
  const longest = (cell: Shown) =>
    Math.max(
      ...String(strip(cell))
        .split(/[^\S\u00a0\u202f]+/)
        .map((word) => word.length),
    );
  const columns = rows[0] ?? [];
  return columns.reduce<number>((sum, _, at) => sum + Math.max(...rows.map((row) => longest(row[at]))), 0);
}

/** Columns separated by two spaces, with dashes below the header; undefined if they are too wide. */
function inColumns(
  rows: readonly (readonly string[])[],
  align: readonly Align[],
  { measure, width }: TextTools,
): string | undefined {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => measure(row[at] ?? ''))));
  const total = widths.reduce((sum, each) => sum + each + 2, -2);
  if (total > width || rows.flat().some((cell) => cell.includes('\n'))) return undefined;
  const pad = (cell: string, at: number) => {
    const free = (widths[at] ?? 0) - measure(cell);
    const before = align[at] === 'end' ? free : align[at] === 'center' ? Math.floor(free / 2) : 0;
    return `${' '.repeat(before)}${cell}${' '.repeat(free - before)}`;
  };
  const [head = '', ...body] = rows.map((row) => row.map(pad).join('  ').trimEnd());
  return [head, widths.map((each) => '-'.repeat(each)).join('  '), ...body].join('\n');
}

/**
 * Each row as a group of lines: the first cell, then one line for each further cell with the name of its
 * column.
 */
function cellByCell([head = [], ...rows]: readonly (readonly string[])[], { wrap }: TextTools): string {
  const groups = rows.map(([first = '', ...others]) => {
    const lines = others.flatMap((cell, at) => {
      const label = head[at + 1];
      if (cell === '') return [];
      return [wrap(label ? `${label}: ${cell}` : cell, { first: '  ', rest: '    ' })];
    });
    return [...(first === '' ? [] : [wrap(first)]), ...lines].join('\n');
  });
  return groups.join('\n\n');
}
