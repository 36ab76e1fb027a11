import type { Node } from 'prosemirror-model';
import { type Command, Selection, TextSelection, type Transaction } from 'prosemirror-state';
import { type ArticleSchema, kindOf } from './article-schema.ts';
import { type BlockAt, blockAround, isFlatList, isFlatText, selectedBlock } from './block-at.ts';
import { hasMoreThanText, isEmptyText, newUid, splitFrom } from './block-nodes.ts';
import { convertBlock } from './convert-block.ts';

/** Enter: the next paragraph, item, row or field. */
export function splitBlock(article: ArticleSchema): Command {
  return (state, dispatch) => {
    const selected = selectedBlock(state);
    const { tr } = state;
    if (!state.selection.empty && state.selection instanceof TextSelection) tr.deleteSelection();
    const { $from } = tr.selection;
    if (!$from.parent.inlineContent) {
      if (selected === undefined) return false;
      if (dispatch)
        dispatch(insertParagraph(article, tr, selected.pos + selected.node.nodeSize).scrollIntoView());
      return true;
    }
    const block = blockAround($from);
    if (block === undefined) return true; // A footnote is one paragraph.
    if (!dispatch) return true;
    if ($from.parent.type.name === 'cell') moveDown(article, tr, block);
    else if ($from.parent.type.name === 'item') splitItem(article, tr, block);
    else if (isFlatText(block.node)) splitFlat(article, tr, block);
    else leaveField(article, tr, block);
    dispatch(tr.scrollIntoView());
    return true;
  };
}

/** Words that move from a block into a new one. */
interface MovedWords {
  readonly from: Node;
  readonly content: Node['content'];
}

const paragraphOf = ({ plans }: ArticleSchema, moved?: MovedWords): Node => {
  const type = plans.get('paragraph')?.type;
  if (type === undefined) throw new Error('There are no paragraphs.');
  const hasWords = moved !== undefined && moved.content.size > 0;
  return type.create(hasWords ? splitFrom(moved.from) : { uid: newUid() }, moved?.content);
};

/** Inserts a paragraph at a position between blocks, with the cursor in it. */
export function insertParagraph(
  article: ArticleSchema,
  tr: Transaction,
  pos: number,
  moved?: MovedWords,
): Transaction {
  tr.insert(pos, paragraphOf(article, moved));
  return tr.setSelection(TextSelection.create(tr.doc, pos + 1));
}

function splitFlat(article: ArticleSchema, tr: Transaction, block: BlockAt): void {
  const { node, pos } = block;
  const { $from } = tr.selection;
  const paragraph = article.plans.get('paragraph');
  const isParagraph = node.type === paragraph?.type;
  if (node.content.size === 0 && !isParagraph && paragraph && !hasMoreThanText(node)) {
    convertBlock(article, tr, block, paragraph);
    return;
  }
  if ($from.parentOffset === 0 && node.content.size > 0) {
    // The block keeps its words and its translations, and moves down.
    tr.insert(pos, paragraphOf(article));
    return;
  }
  const isEnd = $from.parentOffset === node.content.size;
  const rest = node.content.cut($from.parentOffset);
  const keepsKind = !isEnd && (isParagraph || kindOf(node.type) === 'quote');
  const next = keepsKind
    ? node.type.create(splitFrom(node), rest)
    : paragraphOf(article, { from: node, content: rest });
  tr.delete($from.pos, pos + node.nodeSize - 1);
  const after = tr.mapping.map(pos + node.nodeSize);
  tr.insert(after, next).setSelection(TextSelection.create(tr.doc, after + 1));
}

/** The next item. In an empty item, Enter leaves the list. */
function splitItem(article: ArticleSchema, tr: Transaction, block: BlockAt): void {
  const { $from } = tr.selection;
  if ($from.parent.content.size > 0) {
    tr.split($from.pos);
    return;
  }
  const list = $from.node(-1);
  const index = $from.index(-1);
  if (!isFlatList(block.node)) {
    if (index === list.childCount - 1) leaveField(article, tr, block);
    else tr.split($from.pos);
    return;
  }
  const paragraph = article.plans.get('paragraph');
  if (list.childCount === 1 && paragraph) {
    convertBlock(article, tr, block, paragraph);
    return;
  }
  const { node, pos } = block;
  const [start, end] = [$from.before(), $from.after()];
  const rest = node.content.cut(end - (pos + 1));
  tr.delete(start, pos + node.nodeSize - 1);
  const after = tr.mapping.map(pos + node.nodeSize);
  if (index === 0) {
    // Nothing is left before it: the rest of the list is the same block.
    tr.delete(pos, after);
    tr.insert(pos, node.copy(rest));
    insertParagraph(article, tr, pos);
    return;
  }
  if (rest.size > 0) tr.insert(after, node.type.create({ ...node.attrs, ...splitFrom(node) }, rest));
  insertParagraph(article, tr, after);
}

/** The next field of the block. After the last one, a new paragraph with the rest of the words. */
function leaveField(article: ArticleSchema, tr: Transaction, { node, pos, depth, list }: BlockAt): void {
  const { $from } = tr.selection;
  const index = $from.index(depth);
  if (index < node.childCount - 1) {
    const next = $from.posAtIndex(index + 1, depth);
    tr.setSelection(TextSelection.near(tr.doc.resolve(next + 1)));
    return;
  }
  const after = pos + node.nodeSize;
  if (kindOf(node.type) === 'head') {
    enterBody(article, tr, after);
    return;
  }
  if (list.type.name !== 'body') {
    const type = node.type;
    const story = type.createAndFill({ uid: newUid() });
    if (story) tr.insert(after, story).setSelection(Selection.near(tr.doc.resolve(after + 1)));
    return;
  }
  const rest = $from.parent.content.cut($from.parentOffset);
  tr.delete($from.pos, $from.end());
  insertParagraph(article, tr, tr.mapping.map(after), { from: node, content: rest });
}

/** From the head into an empty first paragraph. */
function enterBody(article: ArticleSchema, tr: Transaction, after: number): void {
  const first = tr.doc.resolve(after + 1).nodeAfter;
  if (first && isFlatText(first) && first.content.size === 0 && !hasMoreThanText(first))
    tr.setSelection(TextSelection.create(tr.doc, after + 2));
  else insertParagraph(article, tr, after + 1);
}

/** The cell below. In the last row, a new row. In an empty last row, Enter leaves the table. */
function moveDown(article: ArticleSchema, tr: Transaction, { node, pos, depth, list }: BlockAt): void {
  const { schema } = article;
  const { $from } = tr.selection;
  const rowDepth = $from.depth - 1;
  const [rows, rowAt, cellAt] = [$from.node(rowDepth - 1), $from.index(rowDepth - 1), $from.index(rowDepth)];
  const below = $from.after(rowDepth);
  const isLast = rowAt === rows.childCount - 1;
  if (isLast && rowAt > 1 && isEmptyText($from.node(rowDepth)) && list.type.name === 'body') {
    tr.delete($from.before(rowDepth), below);
    insertParagraph(article, tr, tr.mapping.map(pos + node.nodeSize));
    return;
  }
  if (isLast) {
    const cells = Array.from({ length: rows.child(rowAt).childCount }, () => schema.node('cell'));
    tr.insert(below, schema.node('row', null, cells));
  }
  if (depth > rowDepth) return;
  const row = tr.doc.resolve(below + 1);
  tr.setSelection(
    TextSelection.near(tr.doc.resolve(row.posAtIndex(Math.min(cellAt, row.parent.childCount - 1)) + 1)),
  );
}
