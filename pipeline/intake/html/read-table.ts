import { type Inline, plainInline } from '../../content/inline.ts';
import type { Draft } from '../blocks/draft.ts';
import { joinParagraphs } from '../inline/piece.ts';
import { type HtmlElement, type HtmlNode, hasWithin } from './element.ts';
import { isLeftOut } from './left-out.ts';
import { readStyle } from './read-style.ts';

/** Gives the drafts of what is within an element. */
type ReadWithin = (element: HtmlElement) => readonly Draft[];

interface Cell {
  readonly element: HtmlElement;
  readonly drafts: readonly Draft[];
}

/**
 * Reads a table. One that only arranges a page gives the blocks of its cells in their order; so does one with
 * a single row or column.
 */
export function readTable(table: HtmlElement, readWithin: ReadWithin): Draft[] {
  const { rows: found, strays } = partsOf(table);
  const rows = found.map((row) => row.map((element): Cell => ({ element, drafts: readWithin(element) })));
  const outside = readWithin({ ...table, name: 'root', children: strays });
  return [...outside, ...draftsOf(table, rows, readWithin)];
}

function draftsOf(table: HtmlElement, rows: readonly (readonly Cell[])[], readWithin: ReadWithin): Draft[] {
  const caption = table.children.find((child) => typeof child !== 'string' && child.name === 'caption');
  const title = caption && typeof caption !== 'string' ? joined(readWithin(caption)) : [];
  if (isLayout(table, rows)) {
    const drafts = rows.flat().flatMap(({ drafts }) => drafts);
    return title.length > 0 ? [{ kind: 'paragraph', nodes: title }, ...drafts] : drafts;
  }
  const { grid, hasMerged, isTooWide } = spread(rows);
  if (isTooWide) return rows.flat().flatMap(({ drafts }) => drafts);
  const filled = grid.filter((row) => row.some((cell) => cell.length > 0));
  const width = filled.reduce(
    (most, row) => Math.max(most, row.findLastIndex((cell) => cell.length > 0) + 1),
    0,
  );
  const whole = filled.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? []));
  const beside = rows.flat().flatMap(({ drafts }) => drafts.filter(isBeside));
  if (whole.length < 2 || width < 2)
    return [
      ...whole
        .flat()
        .filter((nodes) => nodes.length > 0)
        .map(paragraph),
      ...beside,
    ];
  const isTitled = title.length === 0 && whole.length > 2 && isTitle(rows[0], width);
  if (isTitled)
    return draftsOfData(rows.slice(1), whole.slice(1), withoutStrong(whole[0]?.[0] ?? []), hasMerged, beside);
  return draftsOfData(rows, whole, title, hasMerged, beside);
}

/** Whether a row is one cell over the whole width of the table: a title, and no header. */
const isTitle = (row: readonly Cell[] | undefined, width: number) =>
  row?.length === 1 && row.every(({ element }) => spanOf(element, 'colspan') >= width);

function draftsOfData(
  rows: readonly (readonly Cell[])[],
  whole: readonly Row[],
  title: readonly Inline[],
  hasMerged: boolean,
  beside: readonly Draft[],
): Draft[] {
  const align = alignOf(rows, whole);
  return [
    ...(hasMerged ? [{ kind: 'lost', what: 'merged-cells' } as const] : []),
    {
      kind: 'table',
      rows: withPlainHead(whole),
      ...(align ? { align } : {}),
      ...(title.length > 0 ? { caption: title } : {}),
    },
    ...beside,
  ];
}

type Row = readonly (readonly Inline[])[];

/** The header is bold already. */
function withPlainHead([head = [], ...body]: readonly Row[]): Row[] {
  return [head.map(withoutStrong), ...body];
}

function withoutStrong(nodes: readonly Inline[]): readonly Inline[] {
  return nodes.flatMap((node) => (node.type === 'strong' ? node.children : [node]));
}

const paragraph = (nodes: readonly Inline[]): Draft => ({ kind: 'paragraph', nodes });

const isBeside = ({ kind }: Draft) => kind === 'image' || kind === 'lost' || kind === 'button';

interface Parts {
  readonly rows: HtmlElement[][];
  /** What is in no cell, as browsers allow it. */
  readonly strays: HtmlNode[];
}

function partsOf(element: HtmlElement, parts: Parts = { rows: [], strays: [] }): Parts {
  let isInRow = element.name === 'tr';
  if (isInRow) parts.rows.push([]);
  for (const child of element.children) {
    const name = typeof child === 'string' ? '' : child.name;
    if (typeof child !== 'string' && isLeftOut(child, readStyle(child)) === 'quiet') continue;
    if (typeof child === 'string' || !/^(?:tr|t[dh]|thead|tbody|tfoot|caption|col|colgroup)$/.test(name)) {
      parts.strays.push(child);
    } else if (name === 'td' || name === 'th') {
      // The tag of the row may be missing.
      if (!isInRow) parts.rows.push([]);
      isInRow = true;
      parts.rows.at(-1)?.push(child);
    } else if (!name.startsWith('c')) {
      partsOf(child, parts);
      isInRow = false;
    }
  }
  return parts;
}

const notInData = new Set(['table', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'hr']);
/** More text than a cell of data has, in characters. */
const mostInCell = 600;

function isLayout(table: HtmlElement, rows: readonly (readonly Cell[])[]): boolean {
  if (/^(?:presentation|none)$/.test(table.attributes.get('role') ?? '')) return true;
  const cells = rows.flat();
  if (rows.length < 2 || rows.every((row) => row.length < 2)) return true;
  if (cells.some(({ element }) => element.name === 'th')) return false;
  if (cells.some(({ element }) => hasWithin(element, notInData))) return true;
  return cells.some(({ drafts }) => plainInline(joined(drafts)).length > mostInCell);
}

/** The words of a cell as one text. */
function joined(drafts: readonly Draft[]): Inline[] {
  return joinParagraphs(
    drafts.flatMap((draft): (readonly Inline[])[] => {
      if (draft.kind === 'button' || draft.kind === 'lost' || draft.kind === 'image') return [];
      if (draft.kind === 'table') return draft.rows.flat().filter((nodes) => nodes.length > 0);
      return draft.kind === 'divider' ? [] : [draft.nodes];
    }),
  );
}

/** A table with more columns is no table of an article. Its cells become paragraphs. */
const mostColumns = 50;

/** Puts each cell into its column. A merged cell has its words in the first one, and leaves the others empty. */
function spread(rows: readonly (readonly Cell[])[]) {
  let hasMerged = false;
  /** For each column, how many of the next rows a cell above covers. */
  const covered: number[] = [];
  const grid: Inline[][][] = [];
  for (const row of rows) {
    const line: Inline[][] = [];
    const skip = () => {
      for (let left = covered[line.length] ?? 0; left > 0; left = covered[line.length] ?? 0) {
        covered[line.length] = left - 1;
        line.push([]);
      }
    };
    for (const { element, drafts } of row) {
      skip();
      const [wide, high] = [spanOf(element, 'colspan'), spanOf(element, 'rowspan')];
      // A title that spans its row alone is no merged cell of data.
      if ((wide > 1 || high > 1) && drafts.length > 0 && row.length > 1) hasMerged = true;
      for (let column = 0; column < wide && line.length <= mostColumns; column += 1) {
        if (high > 1) covered[line.length] = high - 1;
        line.push(column === 0 ? joined(drafts) : []);
      }
      if (line.length > mostColumns) return { grid: [], hasMerged, isTooWide: true };
    }
    skip();
    grid.push(line);
  }
  return { grid, hasMerged, isTooWide: false };
}

function spanOf({ attributes }: HtmlElement, name: 'colspan' | 'rowspan'): number {
  const span = Number.parseInt(attributes.get(name) ?? '1', 10);
  return span >= 1 ? Math.min(span, 1000) : 1;
}

const number =
  /^[\s\u00a0]*[-–−+(]?[\s\u00a0]*[€$£¥]?[\s\u00a0]*\d[\d.,'’\s\u00a0\u202f]*[\s\u00a0]*(?:%|‰|€|\))?[\s\u00a0]*$/;

/** The alignment of the columns, if any is not at the start. Columns of numbers are at the end. */
function alignOf(rows: readonly (readonly Cell[])[], whole: readonly Row[]): string[] | undefined {
  const isRegular = rows.every((row) => row.length === rows[0]?.length);
  const align = (whole[0] ?? []).map((_, column) => {
    const cells = whole.slice(1).map((row) => plainInline(row[column] ?? []));
    const filled = cells.filter((cell) => cell !== '');
    if (filled.length > 0 && filled.every((cell) => cell.length < 40 && number.test(cell))) return 'end';
    const written = isRegular
      ? rows.slice(1).map((row) => row[column] && writtenAlign(row[column].element))
      : [];
    const [first = 'start'] = written;
    return written.every((each) => each === first) ? first : 'start';
  });
  return align.some((each) => each !== 'start') ? align : undefined;
}

function writtenAlign(cell: HtmlElement): string {
  const [only] = cell.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  const inner = typeof only === 'object' && only.name === 'p' ? only : undefined;
  const value = [cell, ...(inner ? [inner] : [])]
    .flatMap((element) => [element.attributes.get('align'), readStyle(element).get('text-align')])
    .findLast((each) => each !== undefined);
  return value === 'right' || value === 'end' ? 'end' : value === 'center' ? 'center' : 'start';
}
