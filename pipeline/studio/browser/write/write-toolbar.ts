import { html, nothing, type TemplateResult } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import { toggleMark } from 'prosemirror-commands';
import { type Command, TextSelection } from 'prosemirror-state';
import { rovingRow } from '../roving.ts';
import type { TextKey } from '../texts/english.ts';
import { nameOf, t } from '../texts/t.ts';
import { problemLine } from '../views/problem-card.ts';
import { kindOf } from './article-schema.ts';
import { selectedBlock } from './block-at.ts';
import { openBlockMenu } from './block-menu.ts';
import { insertBlock } from './insert-block.ts';
import { insertFootnote } from './insert-footnote.ts';
import { kindName } from './kind-name.ts';
import { linkAt, openLinkForm } from './link-form.ts';
import type { Tools } from './tools.ts';
import { hasUnsavedSteps, type Writing } from './writing.ts';
import { stepBack } from './writing-keys.ts';

/** The one row of controls above the page. */
export function writeToolbar(tools: Tools): TemplateResult {
  const { writing } = tools;
  const state = tools.state.value;
  const { strong, emphasis, code, link } = writing.article.schema.marks;
  const block = state && selectedBlock(state);
  const plan = block && writing.article.plans.get(kindOf(block.node.type) ?? '');
  const { view } = writing.confirmed.value;
  const isOn = (type: typeof strong) =>
    state !== undefined &&
    type !== undefined &&
    (type.isInSet(state.storedMarks ?? state.selection.$from.marks()) !== undefined ||
      (!state.selection.empty && state.doc.rangeHasMark(state.selection.from, state.selection.to, type)));
  const address = state && linkAt(state)?.mark.attrs['address'];
  const undoes =
    view.undoes && !hasUnsavedSteps(writing, 'undo') ? t('writeUndoes', { what: view.undoes }) : t('undo');
  const canUndo = hasUnsavedSteps(writing, 'undo') || view.canUndo;
  const canRedo = hasUnsavedSteps(writing, 'redo') || view.canRedo;
  return html`<div class="write-bar">
    <div class="write-tools" role="toolbar" aria-label=${t('writeTools')} ${ref(rovingRow)}>
      ${tool('+', 'writeAdd', () => addBlock(tools), {})}
      ${tool(html`<strong>B</strong>`, 'writeStrong', run(tools, strong && toggleMark(strong)), { keys: 'Ctrl B', isOn: isOn(strong) })}
      ${tool(html`<em>I</em>`, 'writeEmphasis', run(tools, emphasis && toggleMark(emphasis)), { keys: 'Ctrl I', isOn: isOn(emphasis) })}
      ${tool(linkSign, 'writeLink', () => openLinkForm(tools), { keys: 'Ctrl K', isOn: isOn(link) })}
      ${tool(html`<code>{}</code>`, 'writeCode', run(tools, code && toggleMark(code)), { keys: 'Ctrl E', isOn: isOn(code) })}
      ${tool('\u2020', 'writeFootnote', run(tools, insertFootnote), {})}
      <button class="tool kind" type="button" aria-haspopup="menu" aria-expanded=${tools.popup.value?.kind === 'menu'} ?disabled=${block === undefined} title="${t('writeBlockMenu')} (Ctrl .)" @mousedown=${keepCursor}
        @click=${(event: Event) => openBlockMenu(tools, undefined, (event.currentTarget as Element).getBoundingClientRect())}>${plan ? kindName(plan) : t('part_block')} <span aria-hidden="true">\u25be</span></button>
      ${tool('\u21b6', 'undo', run(tools, stepBack(tools, 'undo')), { keys: 'Ctrl Z', label: undoes, isOff: !canUndo })}
      ${tool('\u21b7', 'writeRedo', run(tools, stepBack(tools, 'redo')), { keys: 'Ctrl Shift Z', isOff: !canRedo })}
    </div>
    ${address ? html`<span class="write-address">${address}</span>` : nothing}
    <span class="spacer"></span>
    ${saveState(tools)}
  </div>
  ${saveProblems(tools)}${leftOutView(tools)}`;
}

/** What the latest paste left out. It stays until somebody closes it. */
function leftOutView({ leftOut }: Tools): TemplateResult | typeof nothing {
  if (leftOut.value.length === 0) return nothing;
  const close = () => {
    leftOut.value = [];
  };
  return html`<div class="write-note" role="status"><p>${t('writeLost', { what: leftOut.value.join('; ') })}</p>
    <button class="button quiet-button" @click=${close}>${t('close')}</button></div>`;
}

/** Two links of a chain. */
const linkSign = html`<svg viewBox="0 0 20 20" width="17" height="17" aria-hidden="true"><path d="M8.5 11.5a3.5 3.5 0 0 0 5 0l2.5-2.5a3.5 3.5 0 0 0-5-5l-1 1m1.5 3.5a3.5 3.5 0 0 0-5 0L4 11a3.5 3.5 0 0 0 5 5l1-1" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round"/></svg>`;

interface ToolMore {
  readonly keys?: string;
  readonly isOn?: boolean;
  readonly isOff?: boolean;
  readonly label?: string;
}

function tool(sign: unknown, name: TextKey, act: () => unknown, more: ToolMore): TemplateResult {
  const { keys, isOn, isOff = false, label = t(name) } = more;
  return html`<button class="tool" type="button" aria-label=${label} title=${keys ? `${label} (${keys})` : label}
    aria-pressed=${isOn === undefined ? nothing : String(isOn)} ?disabled=${isOff} @mousedown=${keepCursor} @click=${act}><span aria-hidden="true">${sign}</span></button>`;
}

/** A click on a control leaves the cursor in the text. */
const keepCursor = (event: Event) => event.preventDefault();

function run({ writing }: Tools, command: Command | undefined): () => void {
  return () => {
    const { editor } = writing;
    if (editor === undefined || command === undefined) return;
    command(editor.state, editor.dispatch, editor);
    editor.focus();
  };
}

/** A new block below this one, with the list of kinds open. In a digest's stories, a new story. */
function addBlock({ writing }: Tools): void {
  const { editor, article } = writing;
  if (editor === undefined) return;
  const list = selectedBlock(editor.state)?.list.type.name;
  editor.focus();
  if (list === 'stories') {
    insertBlock(article, 'story')(editor.state, editor.dispatch);
    return;
  }
  insertBlock(article, 'paragraph')(editor.state, (tr) => {
    editor.dispatch(tr.insertText('/').setSelection(TextSelection.create(tr.doc, tr.selection.from)));
  });
}

/** Whether the words are in the file. */
function saveState({ writing, saver }: Tools): TemplateResult | typeof nothing {
  const { kind } = writing.save.value;
  const texts = {
    saved: 'saved',
    typing: 'notSavedYet',
    saving: 'saving',
    lacking: 'writeLacking',
    failed: 'notSaved',
    refused: 'notSaved',
  } as const;
  const isWrong = kind === 'failed' || kind === 'refused';
  const [step] = writing.waiting.value;
  if (step !== undefined && !isWrong)
    return html`<span class="write-state saving quiet">${t(step === 'undo' ? 'writeUndoing' : 'writeRedoing', { count: writing.waiting.value.length })}</span>`;
  if (writing.conflicts.value.size > 0 && !isWrong)
    return html`<button class="write-state button quiet-button" @click=${() => goToConflict(writing)}>${t('writeDecide')}</button>`;
  // The file does not have what the page shows. A banner says so.
  if (kind === 'saved' && writing.confirmed.value.view.isBroken) return nothing;
  // Nobody wants to hear each save. The reason of a failed one is an alert.
  return html`<span class="write-state ${kind} ${isWrong ? 'chip broken' : 'quiet'}">${t(texts[kind])}</span>
    ${isWrong ? html`<button class="button quiet-button" @click=${() => saver.flush()}>${t('retry')}</button>` : nothing}`;
}

/** Scrolls to the first part that somebody else has changed too, and puts the focus on its choices. */
function goToConflict({ editor }: Writing): void {
  const choice = editor?.dom.querySelector<HTMLElement>('.conflict button');
  choice?.scrollIntoView({ block: 'center' });
  choice?.focus();
}

/** Why the words are not in the file, and which languages could not follow. */
function saveProblems({ writing }: Tools): TemplateResult | typeof nothing {
  const save = writing.save.value;
  const { unfollowed } = writing;
  if (save.kind === 'failed')
    return html`<div class="banner" role="alert"><p>${t('writeSaveFailed', { reason: save.reason })}</p></div>`;
  if (save.kind === 'refused')
    return html`<div class="banner" role="alert"><p>${t('refused')}</p>${save.problems.map(problemLine)}</div>`;
  if (unfollowed.value.length === 0) return nothing;
  return html`<div class="banner" role="alert"><p>${t('writeUnfollowed', { languages: unfollowed.value.map(nameOf).join(', ') })}</p></div>`;
}
