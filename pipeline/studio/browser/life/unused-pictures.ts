import { effect, signal, untracked } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit-html';
import type { PictureFile, PictureList, TrashedPicture } from '../../protocol/pictures.ts';
import { getJsonIfThere, path } from '../api.ts';
import { createInOrder } from '../in-order.ts';
import { goTo, hrefOf, place } from '../route.ts';
import { slug, stamp, tell, tellFailure } from '../state.ts';
import { t } from '../texts/t.ts';
import { post } from './life-state.ts';
import { refusalOf } from './refusal-view.ts';

/** The pictures of the open issue; undefined until they have been read. */
const pictures = signal<({ readonly slug: string } & PictureList) | undefined>(undefined);

const inOrder = createInOrder();

async function load(wanted: string): Promise<void> {
  const found = await inOrder(getJsonIfThere<PictureList>(path('api', 'pictures', wanted)));
  if (found?.answer && wanted === slug.value) pictures.value = { slug: wanted, ...found.answer };
}

effect(() => {
  stamp.value;
  const wanted = slug.value;
  if (place.value.page !== 'issue' || place.value.tab !== 'settings' || wanted === undefined) return;
  untracked(() => void load(wanted).catch(tellFailure));
});

/** The pictures in the folder of the issue that nothing uses, each with a button that moves it to the trash. */
export function unusedPictures(): TemplateResult | typeof nothing {
  const shown = pictures.value;
  if (shown === undefined || shown.slug !== slug.value) return nothing;
  const { files, trashed } = shown;
  if (files.length === 0 && trashed.length === 0) return nothing;
  const unused = files.filter(({ isUsed }) => !isUsed);
  return html`<section class="card" aria-labelledby="life-pictures"><h2 id="life-pictures">${t('unusedTitle')}</h2>
    ${unused.length === 0 ? html`<p class="quiet">${t('unusedNone')}</p>` : html`<ul class="unused">${unused.map((each) => unusedRow(shown.slug, each))}</ul>`}
    ${refusalOf('pictures')}
    ${trashed.length === 0 ? nothing : html`<details><summary>${t('unusedTrashed', { count: trashed.length })}</summary><ul class="unused">${trashed.map((each) => trashedRow(shown.slug, each))}</ul></details>`}
  </section>`;
}

function unusedRow(issue: string, { file, bytes }: PictureFile): TemplateResult {
  return html`<li><img src=${path('api', 'pictures', issue, file)} alt="" loading="lazy">
    <p><code>${file}</code> <span class="quiet">${sizeOf(bytes)}</span></p>
    <button class="button quiet-button" aria-label="${t('unusedMove')}: ${file}" @click=${() => moveToTrash(issue, file)}>${t('unusedMove')}</button></li>`;
}

function trashedRow(issue: string, { path: trashed, file }: TrashedPicture): TemplateResult {
  return html`<li><p><code>${file}</code></p>
    <button class="button quiet-button" aria-label="${t('restore')}: ${file}" @click=${() => restore(issue, trashed)}>${t('restore')}</button></li>`;
}

async function moveToTrash(issue: string, file: string): Promise<void> {
  const gone = await post<{ trashed: string }>('pictures', path('api', 'pictures', issue, 'trash'), { file });
  await load(issue).catch(tellFailure);
  if (gone) tell(t('unusedMoved', { name: file }), () => void restore(issue, gone.trashed));
}

async function restore(issue: string, trashed: string): Promise<void> {
  // The notice with the undo button is on every page, but only the settings show why it was refused.
  goTo(hrefOf({ slug: issue, tab: 'settings' }));
  const back = await post<{ file: string }>('pictures', path('api', 'pictures', issue, 'restore'), {
    path: trashed,
  });
  await load(issue).catch(tellFailure);
  if (back) tell(t('unusedRestored', { name: back.file }));
}

function sizeOf(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
