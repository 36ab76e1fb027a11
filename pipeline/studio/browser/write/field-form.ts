import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { FieldForm, FieldInput, FieldValue } from '../../protocol/write.ts';
import { t } from '../texts/t.ts';
import { fieldName } from './kind-name.ts';
import { linkAddress } from './link-form.ts';

type Value = FieldValue | FieldInput | undefined;

interface FormContext {
  /** Distinguishes the fields of this block from those of others. */
  readonly id: string;
  readonly values: Readonly<Record<string, Value>>;
  readonly change: (name: string, value: FieldInput | undefined) => void;
  /** The problems of a field. */
  readonly problemsOf: (name: string) => readonly string[];
}

/** The fields of a block that are not words on the page. Each control follows from the field's role alone. */
export function formView(fields: readonly FieldForm[], context: FormContext): TemplateResult {
  // Without its picture, a description means nothing.
  const isMeant = ({ subject, name }: FieldForm) =>
    subject === undefined || !isUnset(context.values[subject]) || !isUnset(context.values[name]);
  return html`${fields.filter((field) => isShown(field) && isMeant(field)).map((field) => fieldView(field, context))}`;
}

/** Fields that few people need, in a part that opens. */
export function rareView(
  fields: readonly FieldForm[],
  context: FormContext,
): TemplateResult | typeof nothing {
  const rare = fields.filter(isShown);
  if (rare.length === 0) return nothing;
  const isUsed = rare.some(({ name }) => !isUnset(context.values[name]));
  return html`<details class="write-rare ${isUsed ? 'used' : ''}"><summary>${t('writeMore')}</summary>${rare.map((field) => fieldView(field, context))}</details>`;
}

/** Whether few people need a field of a block, such as the note to the translators. */
export const isRare = ({ role, name }: FieldForm): boolean =>
  role === 'note' || role === 'id' || name === 'only';

/** A field that can have only one value needs no control. */
const isShown = ({ role, isOptional }: FieldForm) => !(role === 'flag' && !isOptional);

function fieldView(field: FieldForm, context: FormContext): TemplateResult {
  const id = `${context.id}-${field.name}`;
  const problems = context.problemsOf(field.name);
  const isMissing = !field.isOptional && isUnset(context.values[field.name]);
  const isSpare = field.isOptional && isUnset(context.values[field.name]) && problems.length === 0;
  return html`<div class="write-field role-${field.role} ${problems.length > 0 ? 'wrong' : ''} ${isSpare ? 'spare' : ''}">
    <label for=${id}>${fieldName(field.name)}${isMissing ? html` <span class="needed">${t('writeNeeded')}</span>` : nothing}</label>
    ${control(field, id, context, problems.length > 0)}
    ${field.role === 'alt' && isMissing ? html`<p class="help-line" id="${id}-help">${t('writeAltHelp')}</p>` : nothing}
    <div class="field-problems" id="${id}-problems">${problems.map((message) => html`<p class="problem-line error">${message}</p>`)}</div>
  </div>`;
}

const isUnset = (value: Value) => value === undefined || value === null || value === '';

function control(
  field: FieldForm,
  id: string,
  { values, change }: FormContext,
  isWrong: boolean,
): TemplateResult {
  const invalid = isWrong ? 'true' : nothing;
  const { name, role, isList, isOptional } = field;
  const value = values[name];
  const set = (event: Event) => {
    const { value: text } = event.target as HTMLInputElement;
    change(name, text === '' ? undefined : text);
  };
  // "example.org" becomes an address that a link can have.
  const complete = (event: Event) => {
    const whole = linkAddress((event.target as HTMLInputElement).value);
    if (whole !== undefined && whole !== value) change(name, whole);
  };
  const title = field.description;
  if (role === 'other' || role === 'withdrawal' || role === 'crop' || role === 'focus')
    return html`<output id=${id}>${JSON.stringify(value ?? '')}</output>`;
  if (isList) return linesControl(field, id, value, change);
  if (role === 'flag')
    return html`<input id=${id} type="checkbox" title=${title} .checked=${live(value === true)}
      @change=${(event: Event) => change(name, (event.target as HTMLInputElement).checked || undefined)}>`;
  if (role === 'choice')
    return html`<select id=${id} title=${title} @change=${set}>
      ${isOptional ? html`<option value="" ?selected=${isUnset(value)}>${t('writeDefault')}</option>` : nothing}
      ${field.choices?.map((each) => html`<option value=${each} ?selected=${each === value}>${each}</option>`)}
    </select>`;
  if (role === 'alt' || role === 'note' || role === 'text')
    return html`<textarea id=${id} rows="1" title=${title} aria-describedby="${role === 'alt' ? `${id}-help ` : ''}${id}-problems" aria-invalid=${invalid} aria-required=${String(!isOptional)}
      .value=${live(textOf(value))} @input=${set}></textarea>`;
  const type = role === 'date' ? 'date' : role === 'number' ? 'number' : role === 'address' ? 'url' : 'text';
  return html`<input id=${id} type=${type} title=${title} aria-describedby="${id}-problems" aria-invalid=${invalid} aria-required=${String(!isOptional)} autocomplete="off"
    placeholder=${role === 'address' ? 'https://' : nothing} .value=${live(textOf(value))}
    @input=${role === 'number' ? (event: Event) => change(name, numberIn(event)) : set}
    @change=${role === 'address' ? complete : nothing}>`;
}

const textOf = (value: Value) =>
  value === undefined || value === null || typeof value === 'object' ? '' : String(value);

function numberIn(event: Event): number | undefined {
  const { valueAsNumber } = event.target as HTMLInputElement;
  return Number.isNaN(valueAsNumber) ? undefined : valueAsNumber;
}

/** Several values, one on each line. */
function linesControl(
  { name, description }: FieldForm,
  id: string,
  value: Value,
  change: FormContext['change'],
): TemplateResult {
  const lines = Array.isArray(value) ? value.map(textOf) : isUnset(value) ? [] : [textOf(value)];
  const set = (event: Event) => {
    const next = (event.target as HTMLTextAreaElement).value.split('\n').map((line) => line.trim());
    const filled = next.filter((line) => line !== '');
    change(name, filled.length > 0 ? filled : undefined);
  };
  return html`<textarea id=${id} rows=${Math.max(1, lines.length)} title="${description} ${t('writeLines')}"
    .value=${lines.join('\n')} @change=${set}></textarea>`;
}
