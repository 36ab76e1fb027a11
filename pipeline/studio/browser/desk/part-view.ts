import { html, nothing, type TemplateResult } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import type { Desk, DeskPart } from '../../protocol.ts';
import { detail } from '../route.ts';
import { overview } from '../state.ts';
import type { TextKey } from '../texts/english.ts';
import { t } from '../texts/t.ts';
import { act, draft, save, settle, type, unsaved } from './desk-state.ts';
import { growing } from './growing.ts';
import { nextPart } from './next-part.ts';

/** About how many characters a phone shows of it. */
const limits: Readonly<Record<string, number>> = { subject: 60, preheader: 90 };

const stateTexts: Readonly<Record<DeskPart['state'], TextKey>> = {
  done: 'done',
  stale: 'changedSince',
  machine: 'machine',
  missing: 'notTranslated',
  extra: 'extra',
  omitted: 'omitted',
  only: 'only',
};

/** A part of the issue: the source on the left, the translation on the right. */
export function partView(part: DeskPart, desk: Desk): TemplateResult {
  const entry = unsaved.value.get(part.key);
  const isOpen = ['stale', 'machine', 'missing', 'extra'].includes(part.state);
  const fields = Object.keys({ ...part.source, ...part.translation });
  const isChosen = detail('part') === part.key;
  return html`<li class="part ${part.state} ${isOpen ? 'open' : ''} ${isChosen ? 'chosen' : ''}" data-part=${part.key} ${ref(isChosen ? intoView : undefined)}>
    <header>
      <h3>${t(`part_${part.kind}` as TextKey)}</h3>
      <span class="chip ${part.state}">${t(stateTexts[part.state])}</span>
      ${entry ? html`<span class="quiet" role="status">${entry.state === 'saving' ? t('saving') : ''}</span>` : nothing}
      ${part.opens ? html`<a class="quiet-link" href=${part.opens}>${t('openInEditor')}</a>` : nothing}
      <span class="spacer"></span>
      ${actions(part)}
    </header>
    ${part.note ? html`<p class="note"><strong>${t('note')}:</strong> ${part.note}</p>` : nothing}
    ${part.changes.length > 0 ? changes(part) : nothing}
    ${entry?.state === 'conflict' ? conflict(part.key, entry.words, entry.disk ?? {}) : nothing}
    ${fields.length === 0 ? nothing : fields.map((field) => fieldView(part, desk, field))}
  </li>`;
}

let shown: string | undefined;

/** Once: after that, the page belongs to whoever scrolls it. */
function intoView(element: Element | undefined): void {
  const key = element?.getAttribute('data-part') ?? undefined;
  if (element && key !== shown) element.scrollIntoView({ block: 'center' });
  shown = key ?? shown;
}

function actions(part: DeskPart): TemplateResult {
  const provider = overview.value?.draftProvider;
  const isBlock = part.list === 'body' || part.list === 'stories';
  return html`
    ${part.state === 'stale' ? html`<button class="button quiet-button" @click=${() => act({ action: 'accept', part: part.key })}>${t('accept')}</button>` : nothing}
    ${part.state === 'machine' ? html`<button class="button quiet-button" @click=${() => act({ action: 'accept', part: part.key })}>${t('acceptMachine')}</button>` : nothing}
    ${part.state === 'missing' && provider ? html`<button class="button quiet-button" @click=${() => draft(part)}>${t('draftByMachine', { name: provider })}</button>` : nothing}
    ${part.state === 'missing' && part.kind === 'divider' ? html`<button class="button quiet-button" @click=${() => act({ action: 'save', part: part.key, seen: {}, base: {}, words: {} })}>${t('part_divider')}</button>` : nothing}
    ${part.state === 'missing' && isBlock ? html`<button class="button quiet-button" @click=${() => act({ action: 'omit', part: part.key, seen: part.whole ?? {}, base: part.translation ?? {} })}>${t('omit')}</button>` : nothing}`;
}

/** What the source said, and what it says now, word by word. */
function changes({ changes: list }: DeskPart): TemplateResult {
  return html`<div class="changes"><h4>${t('whatChanged')}</h4>
    ${list.map(({ parts }) => html`<p>${parts.map(({ kind, text }) => (kind === 'old' ? html`<del>${text}</del>` : kind === 'new' ? html`<ins>${text}</ins>` : text))}</p>`)}
  </div>`;
}

function conflict(key: string, mine: object, disk: object): TemplateResult {
  const text = (words: object) => Object.values(words).flat().join('\n');
  return html`<div class="banner conflict" role="alert"><p>${t('conflict')}</p>
    <dl><div><dt>${t('conflictDisk')}</dt><dd>${text(disk)}</dd></div><div><dt>${t('conflictMine')}</dt><dd>${text(mine)}</dd></div></dl>
    <button class="button" @click=${() => settle(key, 'mine')}>${t('keepMine')}</button>
    <button class="button quiet-button" @click=${() => settle(key, 'disk')}>${t('takeDisk')}</button>
  </div>`;
}

function fieldView(part: DeskPart, desk: Desk, field: string): TemplateResult {
  const source = part.source?.[field];
  const isAlone = Object.keys({ ...part.source, ...part.translation }).length < 2;
  const words = unsaved.value.get(part.key)?.words ?? part.translation ?? {};
  const value = words[field];
  const isList = Array.isArray(source ?? value);
  const originals = isList
    ? ((source as readonly string[] | undefined) ?? [])
    : [(source as string | undefined) ?? ''];
  const values = isList
    ? ((value as readonly string[] | undefined) ?? [])
    : [(value as string | undefined) ?? ''];
  const length = Math.max(originals.length, values.length);
  return html`${Array.from({ length }, (_, at) => {
    const change = (text: string) =>
      type(
        part,
        field,
        isList ? Array.from({ length }, (_, each) => (each === at ? text : (values[each] ?? ''))) : text,
      );
    return html`<div class="pair">
      <div class="source" lang=${desk.source}>${isAlone || isList ? nothing : html`<span class="field-name">${field}</span>`}<p>${originals[at] ?? ''}</p></div>
      <div class="target">${input(part, desk, { field, at, value: values[at] ?? '', change })}</div>
    </div>`;
  })}`;
}

interface Input {
  readonly field: string;
  readonly at: number;
  readonly value: string;
  readonly change: (text: string) => void;
}

function input(part: DeskPart, desk: Desk, { field, at, value, change }: Input): TemplateResult {
  const limit = limits[field];
  const isOver = limit !== undefined && value.length > limit;
  const label = `${t(`part_${part.kind}` as TextKey)}, ${field}${at > 0 ? ` ${at + 1}` : ''}`;
  return html`<textarea rows="1" lang=${desk.locale} aria-label=${label} spellcheck="true" ?disabled=${desk.isBroken || part.state === 'extra'}
      .value=${value} ${ref(growing)}
      @input=${(event: Event) => change((event.target as HTMLTextAreaElement).value)}
      @blur=${() => save(part.key)}
      @keydown=${(event: KeyboardEvent) => onKey(event, part.key)}></textarea>
    ${limit === undefined ? nothing : html`<p class="length ${isOver ? 'over' : ''}">${isOver ? t('tooLong', { count: value.length, limit }) : t('characters', { count: value.length })}</p>`}`;
}

function onKey(event: KeyboardEvent, key: string): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  void save(key);
  nextPart(1);
}
