import type { Node } from 'prosemirror-model';
import { type EditorState, Plugin, TextSelection } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import type { FieldForm } from '../../protocol/write.ts';
import { isNewText } from '../is-new-text.ts';
import { t } from '../texts/t.ts';
import { fieldOf, kindOf } from './article-schema.ts';
import { fieldName } from './kind-name.ts';
import { alignOf } from './table-keys.ts';

/** Names the empty texts, aligns the cells of tables, and marks the block with the cursor. */
export function placeholders(): Plugin {
  let last: { readonly doc: Node; readonly set: DecorationSet; readonly cursor: number } | undefined;
  return new Plugin({
    props: {
      decorations(state) {
        const cursor = state.selection.$from.depth > 1 ? state.selection.$from.before(2) : -1;
        if (last?.doc !== state.doc || last.cursor !== cursor)
          last = { doc: state.doc, set: decorate(state, cursor), cursor };
        return last.set;
      },
      handleClick: selectIfNew,
    },
  });
}

/** A click selects the text of a new issue, so that typing replaces it. */
function selectIfNew(view: EditorView, pos: number): boolean {
  const { doc, tr } = view.state;
  const $pos = doc.resolve(pos);
  if (!isNewText($pos.parent.textContent)) return false;
  view.dispatch(tr.setSelection(TextSelection.create(doc, $pos.start(), $pos.end())));
  return true;
}

function decorate({ doc }: EditorState, cursor: number): DecorationSet {
  const found: Decoration[] = [];
  const isFirst = firstBlock(doc);
  const add = (node: Node, pos: number, text: string) =>
    found.push(Decoration.node(pos, pos + node.nodeSize, { class: 'empty-text', 'data-placeholder': text }));
  const current = cursor < 0 ? null : doc.nodeAt(cursor);
  if (current) found.push(Decoration.node(cursor, cursor + current.nodeSize, { class: 'current' }));
  doc.descendants((node, pos, parent, index) => {
    if (node.type.name === 'cell') {
      const $pos = doc.resolve(pos);
      const align = alignOf($pos.node(2))[index];
      if (align && parent) found.push(Decoration.node(pos, pos + node.nodeSize, { class: `align-${align}` }));
    }
    if (!node.isTextblock) return !node.isAtom;
    const field = fieldOf(node.type);
    if (field && labels.includes(field.name) && doc.resolve(pos).depth === 1)
      found.push(labelOf(node, pos, field));
    const isPart = kindOf(node.type) === undefined;
    if (
      isPart &&
      field?.subject !== undefined &&
      lacksPicture(parent, field.subject) &&
      node.content.size === 0
    )
      found.push(Decoration.node(pos, pos + node.nodeSize, { class: 'without-picture' }));
    if (node.content.size > 0) return false;
    if (kindOf(node.type) === 'paragraph') {
      // Only the paragraph with the cursor, and the first one of an empty article, say what they are for.
      if (pos === cursor || pos === isFirst) add(node, pos, t('writeStart'));
    } else if (field) add(node, pos, fieldName(field.name));
    else if (node.type.name === 'footnote') add(node, pos, t('part_footnote'));
    else if (node.type.name === 'item') add(node, pos, t('writeItem'));
    return false;
  });
  return DecorationSet.create(doc, found);
}

/** The fields of the head whose name stays visible, because their place does not tell what they are. */
const labels = ['subject', 'preheader'];

/** The name of a field, with its length if phones do not show all of it. */
function labelOf(node: Node, pos: number, { name, limit }: FieldForm): Decoration {
  const { length } = node.textContent;
  const isOver = limit !== undefined && length > limit;
  const label = isOver ? `${fieldName(name)} ${length}/${limit}` : fieldName(name);
  const attributes = { 'data-label': label, ...(isOver && { class: 'over' }) };
  return Decoration.node(pos, pos + node.nodeSize, attributes);
}

/** Whether a block has no picture that a field could describe. */
const lacksPicture = (block: Node | null, picture: string) =>
  (block?.attrs['values'] as Record<string, unknown> | undefined)?.[picture] === undefined;

/** The position of the only block of an article. */
function firstBlock(doc: Node): number {
  const head = doc.firstChild?.nodeSize ?? 0;
  return doc.maybeChild(1)?.childCount === 1 ? head + 1 : -1;
}
