import { effect } from '@preact/signals-core';
import type { Node } from 'prosemirror-model';
import { type EditorState, Plugin, TextSelection } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { clickedPart, cursorPart } from '../beside/cursor-part.ts';
import { fieldOf } from './article-schema.ts';
import { selectedBlock } from './block-at.ts';

/**
 * Tells the letter beside the page which part has the cursor, and moves the cursor to a part that was clicked in
 * the letter.
 */
export function letterPart(): Plugin {
  return new Plugin({
    props: {
      handleDOMEvents: {
        focus: ({ state }) => {
          cursorPart.value = partAt(state);
          return false;
        },
      },
    },
    view: (editor) => {
      const before = clickedPart.peek();
      const stop = effect(() => {
        const clicked = clickedPart.value;
        if (clicked && clicked !== before) goTo(editor, clicked.part);
      });
      return {
        update: ({ state }) => {
          if (editor.hasFocus()) cursorPart.value = partAt(state);
        },
        destroy: stop,
      };
    },
  });
}

/** The key of the part with the cursor: `body.3`, or the name of a field of the head. */
function partAt(state: EditorState): string {
  const block = selectedBlock(state);
  if (block) return `${block.list.type.name}.${block.index}`;
  const { $from } = state.selection;
  return ($from.depth >= 2 && fieldOf($from.node(2).type)?.name) || '';
}

function goTo(editor: EditorView, part: string): void {
  const { tr } = editor.state;
  const pos = positionOf(tr.doc, part);
  if (pos === undefined) return;
  editor.dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(pos + 1))).scrollIntoView());
  editor.focus();
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
