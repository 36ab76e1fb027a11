import { effect } from '@preact/signals-core';
import { type EditorState, Plugin } from 'prosemirror-state';
import { clickedPart, cursorPart } from '../beside/cursor-part.ts';
import { fieldOf } from './article-schema.ts';
import { selectedBlock } from './block-at.ts';
import { showPart } from './show-part.ts';

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
        if (clicked && clicked !== before) showPart(editor, clicked.part);
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
