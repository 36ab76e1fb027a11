import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { ref } from 'lit-html/directives/ref.js';
import { path } from '../api.ts';
import { showModal } from '../show-modal.ts';
import { t } from '../texts/t.ts';
import {
  boxOf,
  type CropBox,
  cropOf,
  cutOff,
  focusOf,
  keepShape,
  largestBox,
  middleOf,
  moveBox,
  moveSide,
  pointIn,
  pointOf,
  type Side,
  sides,
  wholeBox,
} from './crop-box.ts';
import { type CropDraft, type FramedFields, type Shape, shapes } from './crop-draft.ts';
import { dragInFrame } from './drag-in-frame.ts';
import { fieldName } from './kind-name.ts';
import type { Popup, Tools } from './tools.ts';

type CropPopup = Extract<Popup, { kind: 'crop' }>;

/** Opens the form that crops a picture. It returns the focus to the button that opened it. */
export function openCropForm(tools: Tools, file: string, fields: FramedFields, opener: HTMLElement): void {
  const { crop = '', focus = '', values } = fields;
  const draft: CropDraft = {
    box: boxOf(values[crop]),
    focus: pointOf(values[focus]),
    shape: 'free',
    size: undefined,
  };
  tools.popup.value = { kind: 'crop', file, fields, draft, opener };
}

/** The full picture with the part that is shown, and the same values as numbers. */
export function cropForm(tools: Tools, popup: CropPopup): TemplateResult {
  const { file, fields, draft, opener } = popup;
  const close = () => {
    tools.popup.value = undefined;
    opener.focus();
  };
  const show = (next: Partial<CropDraft>) => {
    const now = tools.popup.value;
    if (now?.kind === 'crop') tools.popup.value = { ...now, draft: settle({ ...now.draft, ...next }) };
  };
  const apply = () => {
    const { crop, focus, values, change } = fields;
    const isChanged = (before: unknown, now: unknown) => JSON.stringify(before) !== JSON.stringify(now);
    const set = {
      ...(crop !== undefined && isChanged(boxOf(values[crop]), draft.box) && { [crop]: cropOf(draft.box) }),
      ...(focus !== undefined &&
        isChanged(pointOf(values[focus]), draft.focus) && { [focus]: focusOf(draft.focus) }),
    };
    if (Object.keys(set).length > 0) change(set);
    close();
  };
  const reset = () => show({ box: wholeBox, focus: undefined, shape: 'free' });
  return html`<dialog class="sheet crop-form" aria-label=${t('writeCrop')} ${ref(showModal)} @close=${close}>
    <header><h2>${t('writeCrop')}</h2></header>
    <div class="sheet-body">
      ${frameView(path('api', 'pictures', tools.writing.slug, file), draft, show)}
      <p class="quiet crop-size" role="status">${sizeText(draft)}</p>
      ${fields.crop === undefined ? nothing : cropControls(draft, show)}
      ${fields.focus === undefined ? nothing : focusControls(draft, show)}
    </div>
    <footer><button class="button quiet-button crop-reset" @click=${reset}>${t('writeCropReset')}</button>
      <button class="button quiet-button" @click=${close}>${t('writeCancel')}</button>
      <button class="button" @click=${apply}>${t('writeApply')}</button></footer>
  </dialog>`;
}

type Show = (next: Partial<CropDraft>) => void;

/** The focus stays in the part that is shown. */
const settle = (draft: CropDraft): CropDraft => ({
  ...draft,
  focus: draft.focus && pointIn(draft.focus, draft.box),
});

function frameView(src: string, draft: CropDraft, show: Show): TemplateResult {
  const { box, focus } = draft;
  const onLoad = ({ currentTarget }: Event) => {
    const { naturalWidth: width, naturalHeight: height } = currentTarget as HTMLImageElement;
    show({ size: { width, height } });
  };
  const onKey = (step: (x: number, y: number) => void) => (event: KeyboardEvent) => {
    const [x, y] = arrows[event.key] ?? [0, 0];
    if (x === 0 && y === 0) return;
    event.preventDefault();
    const by = event.shiftKey ? 5 : 1;
    step(x * by, y * by);
  };
  const onDown = (event: PointerEvent) => dragInFrame(event, draft, (next) => show(resized(draft, next)));
  return html`<div class="crop-frame" @pointerdown=${onDown}>
    <img src=${src} alt="" draggable="false" @load=${onLoad}>
    <div class="crop-part" data-drag="move" tabindex="0" role="group" aria-label=${t('writeCropPart')}
      @keydown=${onKey((x, y) => show({ box: moveBox(box, x, y) }))} ${ref((element) => put(element, box))}>
      ${handles.map((each) => html`<i class="crop-handle ${each}" data-drag=${each}></i>`)}
    </div>
    ${
      focus === undefined
        ? nothing
        : html`<button type="button" class="crop-focus" data-drag="focus" aria-label="${fieldName('focus')}: ${percent(focus.x)}, ${percent(focus.y)}"
      @keydown=${onKey((x, y) => show({ focus: { x: focus.x + x, y: focus.y + y } }))} ${ref((element) => put(element, { left: focus.x, top: focus.y }))}></button>`
    }
  </div>`;
}

const handles = ['top-left', 'top', 'top-right', 'right', 'bottom-right', 'bottom', 'bottom-left', 'left'];

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The draft after a drag, in the shape that was chosen. */
function resized(draft: CropDraft, next: Partial<CropDraft> & { readonly moved?: Side }): Partial<CropDraft> {
  const { moved, ...rest } = next;
  const shape = shapeIn(draft);
  if (rest.box === undefined || moved === undefined || shape === undefined) return rest;
  return { ...rest, box: keepShape(rest.box, shape, moved) };
}

function cropControls(draft: CropDraft, show: Show): TemplateResult {
  const choose = (event: Event) => {
    const shape = (event.target as HTMLSelectElement).value as Shape;
    const ratio = shapeIn({ ...draft, shape });
    const middle = draft.focus ?? middleOf(draft.box);
    show({ shape, ...(ratio !== undefined && { box: largestBox(ratio, middle) }) });
  };
  return html`<fieldset class="crop-numbers"><legend>${t('writeCropCut')}</legend>
      ${sides.map((side) =>
        numberField(t(`writeCrop_${side}`), cutOff(draft.box, side), (value) =>
          show(resized(draft, { box: moveSide(draft.box, side, value), moved: side })),
        ),
      )}
      <label><span>${t('writeCropShape')}</span><select @change=${choose}>
        ${shapes.map((each) => html`<option value=${each} ?selected=${each === draft.shape}>${each === 'free' ? t('writeCropFree') : each === 'original' ? t('writeCropOriginal') : each}</option>`)}
      </select></label>
    </fieldset>`;
}

function focusControls({ focus, box }: CropDraft, show: Show): TemplateResult {
  const toggle = (event: Event) =>
    show({ focus: (event.target as HTMLInputElement).checked ? middleOf(box) : undefined });
  return html`<fieldset class="crop-numbers"><legend>${fieldName('focus')}</legend>
      <label class="crop-check"><input type="checkbox" .checked=${live(focus !== undefined)} @change=${toggle}> <span>${t('writeFocusKeep')}</span></label>
      ${
        focus === undefined
          ? nothing
          : html`${numberField(t('writeFocusLeft'), focus.x, (x) => show({ focus: { ...focus, x } }))}${numberField(t('writeFocusTop'), focus.y, (y) => show({ focus: { ...focus, y } }))}`
      }
    </fieldset>`;
}

function numberField(label: string, value: number, change: (value: number) => void): TemplateResult {
  const onChange = (event: Event) => {
    const input = event.target as HTMLInputElement;
    if (Number.isNaN(input.valueAsNumber)) input.value = String(value);
    else change(input.valueAsNumber);
  };
  return html`<label><span>${label}</span><input type="number" min="0" max="100" step="any" inputmode="decimal" .value=${live(String(value))} @change=${onChange}></label>`;
}

/** The width in percent divided by the height in percent; undefined if any shape will do. */
function shapeIn({ shape, size }: Pick<CropDraft, 'shape' | 'size'>): number | undefined {
  if (shape === 'free') return undefined;
  if (shape === 'original') return 1;
  const [width = 1, height = 1] = shape.split(':').map(Number);
  return size && (width / height) * (size.height / size.width);
}

function sizeText({ box, size }: CropDraft): string {
  const shown = { width: percent(box.width), height: percent(box.height) };
  if (size === undefined) return t('writeCropShown', { ...shown, pixels: '' });
  const [width, height] = [(size.width * box.width) / 100, (size.height * box.height) / 100].map(Math.round);
  return t('writeCropShown', { ...shown, pixels: ` (${width} \u00d7 ${height})` });
}

const percent = (value: number) => `${Math.round(value * 10) / 10}%`;

/** Puts an element in percent of its frame. Styles in attributes are forbidden. */
function put(element: Element | undefined, place: Partial<CropBox>): void {
  if (!(element instanceof HTMLElement)) return;
  for (const [name, value] of Object.entries(place)) element.style.setProperty(name, `${value}%`);
}
