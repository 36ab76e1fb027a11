import type { Signal } from '@preact/signals-core';
import { history } from 'prosemirror-history';
import type { Node } from 'prosemirror-model';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import { atPart } from '../presence/announce.ts';
import { directionOf } from '../texts/direction-of.ts';
import { t } from '../texts/t.ts';
import { kindOf } from './article-schema.ts';
import { cursorPart } from './block-at.ts';
import { BlockView } from './block-view.ts';
import { documentOf } from './confirmed.ts';
import { dragging } from './drag-block.ts';
import { keyOfPart } from './find-aside.ts';
import { letterPart } from './letter-part.ts';
import { pairFootnotes } from './pair-footnotes.ts';
import { pasting } from './paste.ts';
import { placeholders } from './placeholders.ts';
import { returnToText } from './return-to-text.ts';
import { type SlashMenu, slashMenu } from './slash-menu.ts';
import { speakPart } from './speak-part.ts';
import type { Tools } from './tools.ts';
import { typingRules } from './typing-rules.ts';
import { wholeBlocks } from './whole-blocks.ts';
import { writingKeys } from './writing-keys.ts';

/** Opens the editor of an article in an element: one document with the head, all blocks and the footnotes. */
export function createEditor(
  tools: Tools,
  element: HTMLElement,
  slash: Signal<SlashMenu | undefined>,
  doc: Node | undefined,
): EditorView {
  const { article, confirmed } = tools.writing;
  // A file that breaks later does not stop whoever types: the page and the browser keep the words.
  const isLocked = confirmed.value.view.isBroken;
  const state = EditorState.create({
    doc: doc ?? documentOf(article, confirmed.value),
    plugins: [
      slashMenu(article, slash),
      typingRules(article),
      ...writingKeys(tools),
      history({ depth: 1000 }),
      wholeBlocks(article),
      pairFootnotes(),
      placeholders(),
      pasting(tools),
      dragging(),
      speakPart(tools),
      letterPart(),
    ],
  });
  const types = Object.values(article.schema.nodes).filter(
    (type) => kindOf(type) !== undefined || type.name === 'fixed',
  );
  const editor = new EditorView(element, {
    state,
    editable: () => !isLocked,
    attributes: () => ({
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': t('writeArticle'),
      lang: confirmed.value.view.locale,
      dir: directionOf(confirmed.value.view.locale),
      spellcheck: 'true',
      class: 'write-text',
    }),
    nodeViews: Object.fromEntries(
      types.map(({ name }) => [
        name,
        (node: Node, view: EditorView, getPos: () => number | undefined) =>
          new BlockView(tools, node, view, getPos),
      ]),
    ),
    handleDOMEvents: {
      keydown: (view, event) => {
        returnToText(view, event);
        return false;
      },
      focus: () => {
        atPart(keyOfPart(tools.writing, cursorPart(editor.state)));
        return false;
      },
      blur: () => {
        void tools.saver.flush();
        return false;
      },
    },
    dispatchTransaction(tr) {
      const before = cursorPart(editor.state);
      editor.updateState(editor.state.apply(tr));
      tools.state.value = editor.state;
      if (tr.docChanged && tr.getMeta('received') !== true) tools.saver.touched();
      const part = cursorPart(editor.state);
      if (part === before) return;
      atPart(keyOfPart(tools.writing, part));
      tools.saver.cursorMoved();
    },
  });
  tools.state.value = state;
  return editor;
}
