import { html, nothing, type TemplateResult } from 'lit-html';
import type { FieldForm, FieldInput } from '../../protocol/write.ts';
import { path } from '../api.ts';
import { tellFailure } from '../state.ts';
import { t } from '../texts/t.ts';
import { keepPicture } from './keep-picture.ts';
import { fieldName } from './kind-name.ts';
import type { Tools } from './tools.ts';

/** The picture of a block, with a button to choose another one. */
export function pictureView(
  { writing }: Tools,
  { name, isOptional }: FieldForm,
  uid: string,
  values: Readonly<Record<string, FieldInput>>,
  change: (name: string, value: FieldInput | undefined) => void,
): TemplateResult {
  const file = typeof values[name] === 'string' ? values[name] : undefined;
  const choose = async (event: Event) => {
    const input = event.target as HTMLInputElement;
    const [chosen] = input.files ?? [];
    input.value = '';
    if (chosen === undefined) return;
    try {
      change(name, await keepPicture(writing.slug, chosen));
    } catch (error) {
      tellFailure(error);
    }
  };
  const id = `${uid}-${name}`;
  const alt = typeof values['alt'] === 'string' ? values['alt'] : '';
  return html`<div class="write-picture ${file === undefined ? `without ${isOptional ? 'spare' : ''}` : ''}">
    ${file === undefined ? nothing : html`<img src=${path('api', 'pictures', writing.slug, file)} alt=${alt}>`}
    <div class="write-file">
      <label class="button quiet-button" for=${id}>${t(file === undefined ? 'writeChoosePicture' : 'writeReplacePicture')}</label>
      <input id=${id} class="sr" type="file" accept="image/*" aria-label="${fieldName(name)}: ${t('writeChoosePicture')}" @change=${choose}>
      ${file === undefined ? html`<span class="quiet">${t('writeDropPicture')}</span>` : html`<code>${file}</code>`}
    </div>
  </div>`;
}
