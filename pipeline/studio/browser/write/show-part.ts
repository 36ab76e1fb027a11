import type { Node } from 'prosemirror-model';
import { NodeSelection, TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { isNewText } from '../is-new-text.ts';
import { fieldOf } from './article-schema.ts';

/** Scrolls to a part (`body.3`, or the name of a field of the head), and puts the cursor into it. */
export function showPart(editor: EditorView, part: string): void {
  const { doc, tr } = editor.state;
  const pos = positionOf(doc, part);
  if (pos === undefined) {
    focusField(document.getElementById(`head-${part}`));
    return;
  }
  const node = doc.nodeAt(pos);
  const [start, end] = [doc.resolve(pos + 1), doc.resolve(pos + (node?.nodeSize ?? 2) - 1)];
  const selection = node?.isAtom
    ? NodeSelection.create(doc, pos)
    : isNewText(node?.textContent)
      ? TextSelection.between(start, end)
      : TextSelection.near(start);
  editor.dispatch(tr.setSelection(selection));
  editor.focus();
  const dom = editor.nodeDOM(pos);
  if (!(dom instanceof HTMLElement)) return;
  dom.scrollIntoView({ block: 'center' });
  // A mistake in a field of its form is corrected there.
  const field = dom.querySelector('.write-field.wrong') ?? dom.querySelector('.write-field:has(.needed)');
  focusField(field?.querySelector('input, textarea, select') ?? null);
}

function focusField(field: Element | null): void {
  if (!(field instanceof HTMLElement)) return;
  field.closest('details')?.setAttribute('open', '');
  field.focus();
}

/** The position before a part. */
function positionOf(doc: Node, part: string): number | undefined {
  const [list = '', at] = part.split('.');
  let found: number | undefined;
  doc.forEach((group, start) => {
    group.forEach((node, offset, index) => {
      const isHere =
        at === undefined
          ? group === doc.firstChild && fieldOf(node.type)?.name === list
          : group.type.name === list && index === Number(at);
      if (isHere) found = start + 1 + offset;
    });
  });
  return found;
}
