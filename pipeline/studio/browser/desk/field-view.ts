import { html, nothing, type TemplateResult } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import type { Desk, DeskPart } from '../../protocol/desk.ts';
import { isNewText } from '../is-new-text.ts';
import { directionOf } from '../texts/direction-of.ts';
import { counted, knownText, t } from '../texts/t.ts';
import { growWithText } from './grow-with-text.ts';
import { nextPart } from './next-part.ts';
import { unreadable } from './open-desk.ts';
import { save } from './save-unsaved.ts';
import { type, unsavedOf } from './unsaved-words.ts';

/** About how many characters of a field a phone shows. */
const limits: Readonly<Record<string, number>> = { subject: 60, preheader: 90 };

/** A field of a part: the source's words beside those of the translation. A list has one pair for each item. */
export function fieldView(part: DeskPart, desk: Desk, field: string): TemplateResult {
  const source = part.whole?.[field];
  const words = unsavedOf(part.key)?.words ?? part.translation ?? {};
  const value = words[field];
  const isList = Array.isArray(source ?? value);
  const originals = isList ? ((source as readonly string[] | undefined) ?? []) : [(source as string) ?? ''];
  const values = isList ? ((value as readonly string[] | undefined) ?? []) : [(value as string) ?? ''];
  const length = Math.max(originals.length, values.length);
  return html`${Array.from({ length }, (_, at) => {
    const change = (text: string) =>
      type(
        part,
        field,
        isList ? Array.from({ length }, (_, each) => (each === at ? text : (values[each] ?? ''))) : text,
      );
    const name =
      isAlone(part) || isList ? nothing : html`<span class="field-name">${fieldName(part, field)}</span>`;
    return html`<div class="pair">
      <div class="source">${name}<p lang=${desk.source} dir=${directionOf(desk.source)} id=${sourceId(part, field, at)}>${part.list === 'texts' ? withPlaceholders(originals[at] ?? '') : originals[at]}</p></div>
      <div class="target">${input(part, desk, { field, at, value: values[at] ?? '', source: originals[at] ?? '', change })}</div>
    </div>`;
  })}`;
}

/** The source's words describe the field that translates them. */
const sourceId = ({ key }: DeskPart, field: string, at: number) => `source-${key}-${field}-${at}`;

/** The id of the element with the problems of a part. */
export const problemsId = ({ key }: DeskPart): string => `problems-${key}`;

export const isWrong = ({ problems }: DeskPart): boolean =>
  problems.some(({ severity }) => severity === 'error');

/** The fields that have words on either side. */
export const fieldsOf = ({ whole, translation }: DeskPart) => Object.keys({ ...whole, ...translation });

const isAlone = (part: DeskPart) => fieldsOf(part).length < 2;

export function fieldName({ list }: DeskPart, field: string): string {
  const names = list === 'texts' ? [`form_${field}`] : [`field_${field}`, `part_${field}`];
  return knownText(names) ?? field;
}

/** The text, with its placeholders marked. */
function withPlaceholders(text: string): unknown[] {
  return text
    .split(/(\{\{[^{}]*\}\})/)
    .map((piece, at) => (at % 2 === 1 ? html`<code dir="ltr">${piece}</code>` : piece));
}

/** "Headline", "Paragraph 3 of 7", "Image: Caption", "List 2", "storyCount: One". */
function labelOf(part: DeskPart, desk: Desk, field: string, at: number): string {
  const { key, kind, list } = part;
  const name = list === 'texts' ? key.slice(kind.length + 1) : numbered(part, desk);
  return `${name}${isAlone(part) ? '' : `: ${fieldName(part, field)}`}${at > 0 ? ` ${at + 1}` : ''}`;
}

/** The place of a part among those of its kind. */
function numbered({ key, list, kind }: DeskPart, { parts }: Desk): string {
  const name = knownText([`part_${kind}`]) ?? kind;
  const alike = parts.filter((each) => each.list === list && each.kind === kind);
  const number = alike.findIndex((each) => each.key === key) + 1;
  return alike.length < 2 ? name : t('numbered', { name, number, count: alike.length });
}

/** Nobody types into what the desk can show of a file that could not be read when it opened. */
const isLocked = ({ slug }: Desk) => slug !== undefined && unreadable() === 'locked';

interface Input {
  readonly field: string;
  readonly at: number;
  readonly value: string;
  readonly source: string;
  readonly change: (text: string) => void;
}

function input(part: DeskPart, desk: Desk, { field, at, value, source, change }: Input): TemplateResult {
  const limit = limits[field];
  const isOver = limit !== undefined && value.length > limit;
  return html`<textarea rows="1" lang=${desk.locale} dir=${directionOf(desk.locale)} aria-label=${labelOf(part, desk, field, at)} aria-describedby="${sourceId(part, field, at)} ${problemsId(part)}" aria-invalid=${isWrong(part) ? 'true' : nothing} spellcheck="true" ?disabled=${isLocked(desk) || part.state === 'extra'}
      placeholder=${part.names.includes(field) ? source : nothing} .value=${value} ${ref(growWithText)}
      @input=${(event: Event) => change((event.target as HTMLTextAreaElement).value)}
      @focus=${selectIfNew} @keydown=${(event: KeyboardEvent) => onKey(event, part.key)}></textarea>
    ${limit === undefined ? nothing : html`<p class="length ${isOver ? 'over' : ''}">${isOver ? t('tooLong', { count: value.length, limit }) : counted('character', 'characters', value.length)}</p>`}`;
}

/** The focus selects the text of a new issue, so that typing replaces it. */
function selectIfNew({ target }: FocusEvent): void {
  if (target instanceof HTMLTextAreaElement && isNewText(target.value)) target.select();
}

/** Ctrl+Enter moves to the next part. After the last part, it saves this one. */
function onKey(event: KeyboardEvent, key: string): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  nextPart(1);
  if (document.activeElement === event.target) void save(key);
}
