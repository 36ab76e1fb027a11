import type { EditorView } from 'prosemirror-view';

const keys: ReadonlySet<string> = new Set(['Enter', 'Backspace', 'Delete', 'Process', 'Unidentified']);

/**
 * Page Up and a click beside a text can leave the cursor of the browser outside of all texts, where it would drop
 * what somebody types. A key that writes returns to the cursor of the editor first.
 */
export function returnToText(view: EditorView, { key, ctrlKey, metaKey }: KeyboardEvent): void {
  if (ctrlKey || metaKey || (key.length > 1 && !keys.has(key))) return;
  const anchor = document.getSelection()?.anchorNode;
  const element = anchor instanceof HTMLElement ? anchor : anchor?.parentElement;
  if (element && view.dom.contains(element) && element.isContentEditable) return;
  view.focus();
  view.dispatch(view.state.tr.scrollIntoView());
}
