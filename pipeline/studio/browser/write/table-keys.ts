import type { Node, ResolvedPos } from 'prosemirror-model';
import { type Command, type EditorState, TextSelection, type Transaction } from 'prosemirror-state';
import { type BlockAt, selectedBlock } from './block-at.ts';
import { textsOf } from './block-nodes.ts';

/** Where the cursor is in a table. */
export interface CellAt {
  readonly rows: Node;
  /** The position before the rows. */
  readonly pos: number;
  readonly row: number;
  readonly column: number;
}

/** The cell with the cursor; undefined outside of tables. */
export const cellAt = ({ selection }: EditorState): CellAt | undefined => cellAround(selection.$from);

function cellAround($from: ResolvedPos): CellAt | undefined {
  for (let depth = $from.depth; depth > 2; depth--) {
    if ($from.node(depth).type.name !== 'cell') continue;
    return {
      rows: $from.node(depth - 2),
      pos: $from.before(depth - 2),
      row: $from.index(depth - 2),
      column: $from.index(depth - 1),
    };
  }
  return undefined;
}

/** Moves to the next cell or the one before. After the last cell, Tab adds a row. */
export function nextCell(by: -1 | 1): Command {
  return (state, dispatch) => {
    const at = cellAt(state);
    if (at === undefined) return false;
    const columns = at.rows.child(at.row).childCount;
    const next = at.row * columns + at.column + by;
    const [row, column] = [Math.floor(next / columns), ((next % columns) + columns) % columns];
    if (row < 0) return false;
    const { tr } = state;
    if (row >= at.rows.childCount) addRow(tr, at, at.rows.childCount);
    selectCell(tr, at.pos, row, column);
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

function selectCell(tr: Transaction, pos: number, row: number, column: number): void {
  const inRows = tr.doc.resolve(pos + 1);
  const inRow = tr.doc.resolve(inRows.posAtIndex(row) + 1);
  const cell = inRow.posAtIndex(column);
  const end = cell + 1 + (tr.doc.nodeAt(cell)?.content.size ?? 0);
  tr.setSelection(TextSelection.create(tr.doc, cell + 1, end));
}

function addRow(tr: Transaction, { rows, pos }: CellAt, index: number): void {
  const { schema } = rows.type;
  const cells = Array.from({ length: rows.child(0).childCount }, () => schema.node('cell'));
  tr.insert(tr.doc.resolve(pos + 1).posAtIndex(index), schema.node('row', null, cells));
}

/**
 * Fills the cells from a position on with those of a pasted table, and adds the rows and columns that are missing.
 * Returns undefined outside of tables, or if the table has more than its cells.
 */
export function fillCells(tr: Transaction, $pos: ResolvedPos, pasted: Node): Transaction | undefined {
  const at = cellAround($pos);
  const [cells, ...others] = textsOf(pasted).values();
  if (at === undefined || cells?.firstChild?.type.name !== 'row') return undefined;
  if (others.some(({ content }) => content.size > 0)) return undefined;
  const { rows, pos, row, column } = at;
  const { schema } = rows.type;
  const height = Math.max(rows.childCount, row + cells.childCount);
  const width = Math.max(columnsOf(rows), column + columnsOf(cells));
  const cellIn = (from: Node, y: number, x: number) => from.maybeChild(y)?.maybeChild(x);
  const filled = Array.from({ length: height }, (_r, y) => {
    const cell = (_c: unknown, x: number) =>
      cellIn(cells, y - row, x - column) ?? cellIn(rows, y, x) ?? schema.node('cell');
    return schema.node('row', null, Array.from({ length: width }, cell));
  });
  tr.replaceWith(pos, pos + rows.nodeSize, rows.type.create(rows.attrs, filled));
  selectCell(tr, pos, row + cells.childCount - 1, column + columnsOf(cells) - 1);
  return tr.setSelection(TextSelection.create(tr.doc, tr.selection.to));
}

const columnsOf = ({ children }: Node) => Math.max(...children.map(({ childCount }) => childCount));

type TableChange = 'addRow' | 'addColumn' | 'removeRow' | 'removeColumn';

/** Adds or removes the row or the column with the cursor. A table keeps its header, a row and a column. */
export function changeTable(change: TableChange): Command {
  return (state, dispatch) => {
    const at = cellAt(state);
    if (at === undefined || !mayChange(at, change)) return false;
    const { tr } = state;
    const { rows, pos, row, column } = at;
    const before = change === 'addColumn' || change === 'removeColumn' ? changeColumns(at, change) : rows;
    const isRow = change === 'addRow' || change === 'removeRow';
    if (change === 'addRow') addRow(tr, at, row + 1);
    if (change === 'removeRow') {
      const start = tr.doc.resolve(pos + 1).posAtIndex(row);
      tr.delete(start, start + rows.child(row).nodeSize);
    }
    if (!isRow) {
      tr.replaceWith(pos, pos + rows.nodeSize, before);
      moveAlignment(tr, selectedBlock(state), at, change);
    }
    const now = tr.doc.nodeAt(pos) ?? rows;
    const to = change === 'addRow' ? row + 1 : Math.min(row, now.childCount - 1);
    selectCell(
      tr,
      pos,
      to,
      Math.min(change === 'addColumn' ? column + 1 : column, now.child(to).childCount - 1),
    );
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

function mayChange({ rows, row }: CellAt, change: TableChange): boolean {
  if (change === 'removeRow') return rows.childCount > 2;
  return change !== 'removeColumn' || rows.child(row).childCount > 1;
}

function changeColumns({ rows, column }: CellAt, change: TableChange): Node {
  const { schema } = rows.type;
  const changed: Node[] = [];
  rows.forEach((row) => {
    const cells: Node[] = [];
    row.forEach((cell, _, at) => {
      if (change !== 'removeColumn' || at !== column) cells.push(cell);
      if (change === 'addColumn' && at === column) cells.push(schema.node('cell'));
    });
    changed.push(schema.node('row', null, cells.length > 0 ? cells : [schema.node('cell')]));
  });
  return rows.type.create(rows.attrs, changed);
}

/** The alignment of each column stays with it. A new column is aligned left. */
function moveAlignment(
  tr: Transaction,
  block: BlockAt | undefined,
  { column }: CellAt,
  change: TableChange,
): void {
  if (block === undefined || alignOf(block.node).length === 0) return;
  const before = alignOf(block.node);
  const whole = before.concat(Array<Align>(Math.max(0, column + 1 - before.length)).fill('start'));
  const next = change === 'addColumn' ? whole.toSpliced(column + 1, 0, 'start') : whole.toSpliced(column, 1);
  setAlign(tr, block, next);
}

function setAlign(tr: Transaction, { node, pos }: BlockAt, next: readonly Align[]): Transaction {
  const { align: _, ...rest } = node.attrs['values'] as Record<string, unknown>;
  const values = next.every((each) => each === 'start') ? rest : { ...rest, align: next };
  return tr.setNodeAttribute(pos, 'values', values);
}

export type Align = 'start' | 'center' | 'end';

/** The alignment of the columns of a table, as its block has it. */
export const alignOf = (block: Node): readonly Align[] =>
  (block.attrs['values'] as { align?: readonly Align[] } | undefined)?.align ?? [];

/** Aligns the column with the cursor. */
export function alignColumn(align: Align): Command {
  return (state, dispatch) => {
    const at = cellAt(state);
    const block = selectedBlock(state);
    if (at === undefined || block === undefined) return false;
    const before = alignOf(block.node);
    const columns = at.rows.child(0).childCount;
    const next = Array.from({ length: columns }, (_, column) =>
      column === at.column ? align : (before[column] ?? 'start'),
    );
    dispatch?.(setAlign(state.tr, block, next));
    return true;
  };
}
