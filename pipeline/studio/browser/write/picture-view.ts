import { html, nothing, type TemplateResult } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import type { FieldForm, FieldInput } from '../../protocol/write.ts';
import { path } from '../api.ts';
import { tellFailure } from '../state.ts';
import { t } from '../texts/t.ts';
import { boxOf, cutOff, sides } from './crop-box.ts';
import type { FramedFields } from './crop-draft.ts';
import { openCropForm } from './crop-form.ts';
import { isPictureThere } from './find-aside.ts';
import type { FormerText } from './held-back.ts';
import { keepPicture } from './keep-picture.ts';
import { fieldName } from './kind-name.ts';
import type { Tools } from './tools.ts';

interface PictureContext {
  /** Distinguishes the fields of this block from those of others. */
  readonly uid: string;
  /** The name of the picture that belongs here, if a paste had only its name. */
  readonly missing: string;
  readonly values: Readonly<Record<string, FieldInput>>;
  /** The text of the picture that this one replaced, if this one has none yet. */
  readonly former: FormerText | undefined;
  readonly change: (set: Parameters<FramedFields['change']>[0], former?: FormerText) => void;
  /** The problems of a field. */
  readonly problemsOf: (name: string) => readonly string[];
}

/** Whether a field says how the picture of another field is cut. */
export const isFraming = (field: FieldForm, picture: FieldForm | undefined): boolean =>
  (field.role === 'crop' || field.role === 'focus') && field.subject === picture?.name;

/** The picture of a block, with buttons to choose another one and to crop it. */
export function pictureView(
  tools: Tools,
  field: FieldForm,
  fields: readonly FieldForm[],
  { uid, missing, values, former, change, problemsOf }: PictureContext,
): TemplateResult {
  const { writing } = tools;
  const { name, isOptional } = field;
  const framing = fields.filter((each) => isFraming(each, field));
  const [crop, focus] = ['crop', 'focus'].map((role) => framing.find((each) => each.role === role)?.name);
  const file = typeof values[name] === 'string' ? values[name] : undefined;
  const isThere = file !== undefined && isPictureThere(writing, uid, name);
  const altName = fields.find(({ role, subject }) => role === 'alt' && subject === name)?.name ?? 'alt';
  const choose = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const [chosen] = input.files ?? [];
    input.value = '';
    if (chosen) void keep(chosen);
  };
  /** A file that is dropped on a gap fills it. Several files become blocks of their own, as elsewhere. */
  const fill = (event: DragEvent) => {
    const [dropped, ...others] = event.dataTransfer?.files ?? [];
    if (file !== undefined || dropped === undefined || others.length > 0) return;
    event.preventDefault();
    event.stopPropagation();
    void keep(dropped);
  };
  const keep = async (chosen: File) => {
    try {
      const stored = await keepPicture(writing.slug, chosen);
      if (stored === file) return;
      // The crop and the focus belong to the picture before, and so does the text that describes it.
      const cut = framing.map((each) => each.name);
      const text = file === undefined || !isThere ? undefined : values[altName];
      const old = typeof text === 'string' && text !== '' ? text : undefined;
      const fields = [...cut, ...(old === undefined ? [] : [altName])];
      change(
        { ...Object.fromEntries(fields.map((each) => [each, undefined])), [name]: stored },
        old === undefined ? undefined : { name: altName, text: old, fields: [name, ...fields] },
      );
    } catch (error) {
      tellFailure(error);
    }
  };
  const openCrop = (event: Event) => {
    if (file === undefined) return;
    openCropForm(tools, file, { crop, focus, values, change }, event.currentTarget as HTMLElement);
  };
  const id = `${uid}-${name}`;
  const alt = typeof values[altName] === 'string' ? values[altName] : '';
  // The problems of the picture itself are beside the block.
  const problems = framing.flatMap((each) => problemsOf(each.name));
  const box = boxOf(values[crop ?? '']);
  const show = (element: Element | undefined) => {
    if (!(element instanceof HTMLElement)) return;
    // Browsers without this property show the full picture.
    element.style.setProperty(
      'object-view-box',
      `inset(${sides.map((side) => `${cutOff(box, side)}%`).join(' ')})`,
    );
  };
  return html`<div class="write-picture ${file === undefined ? `without ${isOptional ? 'spare' : ''}` : ''}" @drop=${fill}>
    ${file === undefined && missing !== '' ? html`<p>${t('writeMissingPicture', { name: missing })}</p>` : nothing}
    ${file === undefined ? nothing : html`<img src=${path('api', 'pictures', writing.slug, file)} alt=${alt} ${ref(show)}>`}
    <div class="write-file">
      <label class="button quiet-button" for=${id}>${t(file === undefined ? 'writeChoosePicture' : 'writeReplacePicture')}</label>
      <input id=${id} class="sr" type="file" accept="image/*" aria-label="${fieldName(name)}: ${t('writeChoosePicture')}" @change=${choose}>
      ${isThere && framing.length > 0 ? html`<button type="button" class="button quiet-button" @click=${openCrop}>${t('writeCrop')} \u2026</button>` : nothing}
      ${file === undefined ? html`<span class="quiet">${t('writeDropPicture')}</span>` : html`<code>${file}</code>`}
    </div>
    <div class="former-text" role="status">${
      former === undefined
        ? nothing
        : html`<p>${t('writeFormerText', { text: former.text })}</p>
      <button type="button" class="button quiet-button" @click=${() => change({ [former.name]: former.text })}>${t('writeKeepText')}</button>`
    }</div>
    ${problems.map((message) => html`<p class="problem-line error">${message}</p>`)}
  </div>`;
}
