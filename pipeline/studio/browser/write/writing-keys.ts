import { baseKeymap, chainCommands, toggleMark } from 'prosemirror-commands';
import { redo, undo } from 'prosemirror-history';
import { undoInputRule } from 'prosemirror-inputrules';
import { keymap } from 'prosemirror-keymap';
import { type Command, type Plugin, Selection, TextSelection } from 'prosemirror-state';
import { t } from '../texts/t.ts';
import { selectedBlock } from './block-at.ts';
import { openBlockMenu } from './block-menu.ts';
import { footnotesIn } from './confirmed.ts';
import { joinAfter, joinBefore } from './join-block.ts';
import { openLinkForm } from './link-form.ts';
import { deleteBlock, duplicateBlock, moveBlock } from './move-block.ts';
import { deleteEmptyNote } from './pair-footnotes.ts';
import { sayChange } from './speak-part.ts';
import { splitBlock } from './split-block.ts';
import { nextCell } from './table-keys.ts';
import { say, type Tools } from './tools.ts';
import { hasUnsavedSteps } from './writing.ts';

/** The keys of the page. */
export function writingKeys(tools: Tools): Plugin[] {
  const { article } = tools.writing;
  const { strong, emphasis, code } = article.schema.marks;
  const mark = (type: typeof strong): Command => (type ? toggleMark(type) : () => false);
  const back = chainCommands(undoInputRule, deleteEmptyNote, deleteSelectedBlock, joinBefore(article));
  const keys: Record<string, Command> = {
    Enter: splitBlock(article),
    'Shift-Enter': hardBreak,
    Backspace: back,
    'Mod-Backspace': back,
    'Shift-Backspace': back,
    Delete: chainCommands(deleteEmptyNote, deleteSelectedBlock, joinAfter(article)),
    Tab: chainCommands(nextCell(1), enterForm(tools)),
    'Shift-Tab': nextCell(-1),
    'Mod-b': mark(strong),
    'Mod-i': mark(emphasis),
    'Mod-e': mark(code),
    'Mod-k': () => openLinkForm(tools),
    'Mod-d': duplicateBlock,
    'Alt-ArrowUp': moveBlock(-1),
    'Alt-ArrowDown': moveBlock(1),
    'Mod-Home': goToEnd(-1),
    'Mod-End': goToEnd(1),
    'Meta-ArrowUp': goToEnd(-1),
    'Meta-ArrowDown': goToEnd(1),
    'Mod-a': selectMore,
    'Mod-.': () => openMenuHere(tools),
    'Mod-z': (state, dispatch, view) => stepBack(tools, 'undo')(state, dispatch, view),
    'Mod-y': (state, dispatch, view) => stepBack(tools, 'redo')(state, dispatch, view),
    'Shift-Mod-z': (state, dispatch, view) => stepBack(tools, 'redo')(state, dispatch, view),
    'Mod-s': () => {
      void tools.saver.flush().then(() => {
        const { kind } = tools.writing.save.value;
        if (kind === 'saved') say(tools, t('saved'));
        else if (kind === 'lacking') say(tools, t('writeLacking'));
      });
      return true;
    },
  };
  return [keymap(keys), keymap(baseKeymap)];
}

const doneTexts = { undo: 'undone', redo: 'writeRedone' } as const;

/** Undo in the editor as long as something is not saved, and in the journal after that. */
export function stepBack(tools: Tools, direction: 'undo' | 'redo'): Command {
  return (state, dispatch) => {
    if (hasUnsavedSteps(tools.writing, direction))
      return (direction === 'undo' ? undo : redo)(
        state,
        dispatch && ((tr) => dispatch(sayChange(tr, t(doneTexts[direction])))),
      );
    if (dispatch)
      void tools.saver.step(direction).then((isDone) => isDone && say(tools, t(doneTexts[direction])));
    return true;
  };
}

/** Deletes a block that is selected as a whole. */
const deleteSelectedBlock: Command = (state, dispatch) =>
  selectedBlock(state)?.depth === 2 &&
  !state.selection.empty &&
  !state.selection.$from.parent.inlineContent &&
  'node' in state.selection
    ? deleteBlock(state, dispatch)
    : false;

const hardBreak: Command = (state, dispatch) => {
  const type = state.schema.nodes['break'];
  const { $from, $to } = state.selection;
  if (type === undefined || !$from.parent.inlineContent || !$from.sameParent($to)) return true;
  if (!$from.parent.type.contentMatch.matchType(type)) return true;
  dispatch?.(state.tr.replaceSelectionWith(type.create()).scrollIntoView());
  return true;
};

/** Goes from the text of a block to the first of its other fields. */
function enterForm({ writing }: Tools): Command {
  return (state) => {
    const block = selectedBlock(state);
    const dom = block && writing.editor?.nodeDOM(block.pos);
    if (!(dom instanceof Element)) return false;
    const parts = [...dom.querySelectorAll('.block-picture, .block-form')];
    const controls = parts.flatMap((part) => [
      ...part.querySelectorAll<HTMLElement>('input, textarea, select'),
    ]);
    const first = controls.find((control) => control.checkVisibility());
    first?.focus();
    return first !== undefined;
  };
}

/** Selects the text with the cursor, and then all blocks of its list. The head is never part of it. */
const selectMore: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  const isInText = $from.parent.inlineContent && $from.sameParent($to);
  const isWhole = $from.parentOffset === 0 && $to.parentOffset === $to.parent.content.size;
  if (isInText && !(isWhole && $from.parent.content.size > 0)) {
    dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, $from.start(), $from.end())));
    return true;
  }
  const list = selectedBlock(state)?.list;
  if (list === undefined) return true;
  const [start, end] = [$from.start(1), $from.end(1)];
  const selection = TextSelection.between(state.doc.resolve(start), state.doc.resolve(end));
  dispatch?.(state.tr.setSelection(selection));
  return true;
};

/** Goes to the first or the last text. Browsers stop before the first element that is not text. */
function goToEnd(side: -1 | 1): Command {
  return ({ doc, tr }, dispatch) => {
    const last = doc.content.size - (footnotesIn(doc).childCount > 0 ? 0 : footnotesIn(doc).nodeSize);
    const found = Selection.findFrom(doc.resolve(side < 0 ? 0 : last), side < 0 ? 1 : -1, true);
    if (found) dispatch?.(tr.setSelection(found).scrollIntoView());
    return true;
  };
}

function openMenuHere(tools: Tools): boolean {
  const { editor } = tools.writing;
  const block = editor && selectedBlock(editor.state);
  const dom = block && editor.nodeDOM(block.pos);
  if (!(dom instanceof Element)) return true;
  const handle = dom.querySelector('.block-handle') ?? dom;
  openBlockMenu(tools, undefined, handle.getBoundingClientRect());
  return true;
}
