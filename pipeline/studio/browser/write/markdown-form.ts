import { html, nothing, type TemplateResult } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import type { FieldInput } from '../../protocol/write.ts';
import { showModal } from '../show-modal.ts';
import { t } from '../texts/t.ts';
import { blockOf } from './find-aside.ts';
import { fieldName } from './kind-name.ts';
import { closePopup, type Tools } from './tools.ts';

/** The words of a block as Markdown, in a dialog. Items and rows are lines. */
export function markdownForm(tools: Tools, uid: string): TemplateResult {
  const { writing, saver } = tools;
  const block = blockOf(writing, uid);
  const { isBroken } = writing.confirmed.value.view;
  const texts = block ? markdownOf(block.values) : [];
  const save = async (event: Event) => {
    const dialog = (event.currentTarget as HTMLElement).closest('dialog');
    const typed = [...(dialog?.querySelectorAll('textarea') ?? [])].map(
      ({ value, name }) => [name, value] as const,
    );
    const set: Record<string, FieldInput> = {};
    for (const [name, text] of typed) {
      const before = texts.find((each) => each.name === name);
      if (before && before.text !== text && text.trim() !== '') set[name] = before.read(text);
    }
    closePopup(tools);
    if (Object.keys(set).length > 0) await saver.set(uid, set);
  };
  return html`<dialog class="help markdown-form" aria-label=${t('writeMarkdown')} ${ref(showModal)} @close=${() => closePopup(tools)}>
    <h2>${t('writeMarkdown')}</h2>
    ${texts.map(({ name, text }) => html`<label>${fieldName(name)}<textarea name=${name} spellcheck="false" rows=${Math.min(12, text.split('\n').length + 1)} .value=${text}></textarea></label>`)}
    ${isBroken ? html`<p role="alert">${t('unreadable')}</p>` : nothing}
    <p><button class="button" ?disabled=${isBroken} @click=${save}>${t('writeApply')}</button>
      <button class="button quiet-button" @click=${() => closePopup(tools)}>${t('writeCancel')}</button></p>
  </dialog>`;
}

interface MarkdownText {
  readonly name: string;
  readonly text: string;
  readonly read: (text: string) => FieldInput;
}

function markdownOf(values: Readonly<Record<string, unknown>>): MarkdownText[] {
  return Object.entries(values).flatMap(([name, value]): MarkdownText[] => {
    const isList = Array.isArray(value);
    const lines = (isList ? value : [value]).map(markdownIn);
    if (lines.some((line) => line === undefined)) return [];
    const split = (text: string) => text.split('\n').filter((line) => line.trim() !== '');
    const isTable = isList && value.some((each) => 'cells' in each);
    const read = (text: string): FieldInput => {
      if (!isList) return text;
      return isTable ? split(text).map((line) => ({ cells: cellsIn(line) })) : split(text);
    };
    return [{ name, text: lines.join('\n'), read }];
  });
}

/** Inline text, or a row with bars between its cells. */
function markdownIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('markdown' in value) return String(value.markdown);
  if (!('cells' in value)) return undefined;
  const cells = value.cells as readonly { markdown: string }[];
  return cells.map(({ markdown }) => markdown.replaceAll('|', '\\|')).join(' | ');
}

const cellsIn = (line: string) => line.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
