import { html, nothing, type TemplateResult } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import type { Mark } from 'prosemirror-model';
import { type EditorState, TextSelection } from 'prosemirror-state';
import { t } from '../texts/t.ts';
import { closePopup, type Popup, type Tools } from './tools.ts';

/** Opens the form for the address of a link: of the one with the cursor, or of a new one. */
export function openLinkForm(tools: Tools): boolean {
  const { editor, article } = tools.writing;
  if (editor === undefined) return true;
  const { state } = editor;
  const { link } = article.schema.marks;
  if (link === undefined || !state.selection.$from.parent.type.allowsMarkType(link)) return true;
  const found = linkAt(state);
  const { left, right, bottom, top } = editor.coordsAtPos(state.selection.from);
  const anchor = new DOMRect(left, top, right - left, bottom - top);
  const address = found ? String(found.mark.attrs['address']) : '';
  tools.popup.value = {
    kind: 'link',
    anchor,
    address,
    hasText: found !== undefined || !state.selection.empty,
  };
  return true;
}

/** The link with the cursor or around the selection, and where it is. */
export function linkAt(
  state: EditorState,
): { readonly mark: Mark; readonly from: number; readonly to: number } | undefined {
  const { $from, empty } = state.selection;
  const isLink = (marks: readonly Mark[]) => marks.find(({ type }) => type.name === 'link');
  const mark = isLink($from.marks()) ?? (empty ? undefined : isLink($from.nodeAfter?.marks ?? []));
  if (mark === undefined) return undefined;
  const runs: { from: number; to: number }[] = [];
  $from.parent.forEach((child, offset) => {
    if (!mark.isInSet(child.marks)) return;
    const from = $from.start() + offset;
    const last = runs.at(-1);
    if (last?.to === from) last.to += child.nodeSize;
    else runs.push({ from, to: from + child.nodeSize });
  });
  const run = runs.find(({ from, to }) => from <= $from.pos && $from.pos <= to);
  return run && { mark, ...run };
}

/** The address as a link needs it; undefined if it cannot be one. */
export function linkAddress(typed: string): string | undefined {
  const text = typed.trim();
  if (/^(?:https?:\/\/|mailto:)\S+$/i.test(text)) return text;
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `mailto:${text}`;
  return /^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+(?:[/?#]\S*)?$/u.test(text) ? `https://${text}` : undefined;
}

export function linkForm(tools: Tools, { address }: Extract<Popup, { kind: 'link' }>): TemplateResult {
  const apply = (input: HTMLInputElement) => {
    const found = linkAddress(input.value);
    if (found === undefined) {
      input.setCustomValidity(t('writeLinkWrong'));
      input.reportValidity();
      return;
    }
    setLink(tools, found);
    closePopup(tools);
  };
  const onKey = (event: KeyboardEvent) => {
    const input = event.target as HTMLInputElement;
    input.setCustomValidity('');
    if (event.key === 'Enter') {
      event.preventDefault();
      apply(input);
    }
  };
  const inputOf = (event: Event) =>
    (event.currentTarget as HTMLElement).closest('.link-form')?.querySelector('input') as HTMLInputElement;
  return html`<div class="link-form" role="dialog" aria-label=${t('writeLink')}>
    <label>${t('writeLinkAddress')} <input type="url" inputmode="url" placeholder="https://" .value=${address} @keydown=${onKey} ${ref(focusNow)}></label>
    <button class="button" @click=${(event: Event) => apply(inputOf(event))}>${t('writeApply')}</button>
    ${address === '' ? nothing : html`<button class="button quiet-button" @click=${() => removeLink(tools)}>${t('writeRemoveLink')}</button>`}
  </div>`;
}

function focusNow(element: Element | undefined): void {
  if (!(element instanceof HTMLInputElement)) return;
  queueMicrotask(() => {
    element.focus();
    element.select();
  });
}

function setLink({ writing }: Tools, address: string): void {
  const { editor, article } = writing;
  const { link } = article.schema.marks;
  if (editor === undefined || link === undefined) return;
  const { state } = editor;
  const found = linkAt(state);
  const mark = link.create({ address });
  const { from, to } = found ?? state.selection;
  const { tr } = state;
  // Without words, the address is the text of the link.
  const words = address.replace(/^mailto:/i, '');
  if (from === to) tr.insertText(words, from);
  const end = from === to ? from + words.length : to;
  tr.removeMark(from, end, link).addMark(from, end, mark).setSelection(TextSelection.create(tr.doc, end));
  editor.dispatch(tr.removeStoredMark(link));
}

function removeLink(tools: Tools): void {
  const { editor, article } = tools.writing;
  const found = editor && linkAt(editor.state);
  const { link } = article.schema.marks;
  if (found && link) editor.dispatch(editor.state.tr.removeMark(found.from, found.to, link));
  closePopup(tools);
}
