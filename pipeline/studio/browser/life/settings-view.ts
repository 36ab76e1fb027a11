import { html, nothing, type TemplateResult } from 'lit-html';
import type { LifeView } from '../../protocol/life.ts';
import { day, nameOf, t } from '../texts/t.ts';
import { correctionsView } from './corrections-view.ts';
import { act, headField, headList, headText, life, saveHead, source } from './life-state.ts';
import { momentField } from './moment-field.ts';
import { nameView } from './name-view.ts';
import { openReadySheet, readySheet } from './ready-sheet.ts';
import { isInvalid, problemIds, problemsOfSetting } from './setting-problems.ts';
import { topicsField } from './topics-field.ts';
import { unusedPictures } from './unused-pictures.ts';

/** The settings of the open issue: its status, moment and readers, its corrections and its name. */
export function settingsView(): TemplateResult {
  const view = life.value;
  const writing = source.value;
  if (view === undefined || writing === undefined) return html`<p class="empty">${t('reading')}</p>`;
  const { choices } = view;
  return html`<div class="page life">
    ${statusCard(view)}
    <section class="card" aria-labelledby="life-when"><h2 id="life-when">${t('whenTitle')}</h2>
      <div class="life-row">${dateField()}${numberField()}</div>
      ${momentField(view)}
      ${expiresField()}
      <div class="life-setting" data-setting="hold"><label class="life-check"><input type="checkbox" aria-invalid=${isInvalid('hold')} aria-describedby=${problemIds('hold')} .checked=${headField('hold')?.value === true} @change=${(event: Event) => saveHead('hold', isChecked(event) ? true : null)}>
        <span>${t('holdFile')} <span class="quiet">${t('holdFileNote')}</span></span></label>${problemsOfSetting('hold')}</div>
    </section>
    <section class="card" aria-labelledby="life-who"><h2 id="life-who">${t('whoTitle')}</h2>
      ${topicsField(choices.topics)}
      ${choices.lists.length > 0 ? checks('lists', t('listsLabel'), t('listsNote'), choices.lists) : nothing}
      ${
        choices.locales.length > 1
          ? checks(
              'editions',
              t('editionsLabel'),
              t('editionsNote'),
              choices.locales.map((id) => ({ id, name: nameOf(id) })),
              view.source,
            )
          : nothing
      }
    </section>
    ${correctionsView(view)}
    ${unusedPictures()}
    ${nameView(view)}
    ${readySheet()}
  </div>`;
}

function statusCard(view: LifeView): TemplateResult {
  const { status } = view;
  const isReady = status === 'ready';
  return html`<section class="card status-card" data-setting="status" aria-labelledby="life-status"><h2 class="sr" id="life-status">${t('statusTitle')}</h2><div><span class="chip ${status ?? 'broken'}">${t(status ?? 'broken')}</span>
    <p class="quiet">${isReady ? whatFollows(view) : t('draftMeans')}</p></div>
    ${
      isReady
        ? html`${view.dispatchedAt === undefined ? html`<button class="button quiet-button" @click=${setDraft}>${t('setDraft')}</button>` : nothing}<button class="button quiet-button" @click=${() => openReadySheet()}>${t('lookAgain')}</button>`
        : html`<button class="button" @click=${() => openReadySheet()}>${t('getReady')}</button>`
    }
    ${problemsOfSetting('status')}</section>`;
}

/** What happens to an issue that is ready. */
function whatFollows({ withdrawn, dispatchedAt, isHeld, choices }: LifeView): string {
  if (withdrawn !== undefined) return t('next_withdrawn');
  if (dispatchedAt !== undefined) return t('begunMeans', { date: day(dispatchedAt) });
  if (headField('hold')?.value === true) return t('heldMeans');
  if (isHeld) return t('next_held');
  const hasMoment = headText('sendAt') !== '' || choices.at !== undefined;
  return t(hasMoment ? 'readyMeans' : 'byNameMeans');
}

async function setDraft(): Promise<void> {
  await act('status', { action: 'draft', label: t('stepDraft') });
}

function dateField(): TemplateResult {
  const save = (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    if (value !== '') void saveHead('date', value);
  };
  return html`<div data-setting="date"><label class="life-field"><span>${t('date')}</span><input name="date" type="date" required aria-invalid=${isInvalid('date')} aria-describedby=${problemIds('date')} .value=${headText('date')} @change=${save}></label>${problemsOfSetting('date')}</div>`;
}

function numberField(): TemplateResult {
  const save = (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    void saveHead('number', value === '' ? null : Number(value));
  };
  return html`<div data-setting="number"><label class="life-field"><span>${t('numberLabel')}</span><input name="number" type="number" min="1" step="1" aria-invalid=${isInvalid('number')} aria-describedby=${problemIds('number')} .value=${headText('number')} @change=${save}></label>${problemsOfSetting('number')}</div>`;
}

function expiresField(): TemplateResult {
  const save = (event: Event) => {
    const value = (event.target as HTMLInputElement).value.trim();
    void saveHead('expires', value === '' ? null : value);
  };
  return html`<div class="life-setting" data-setting="expires"><label class="life-field"><span>${t('expiresLabel')}</span>
    <input name="expires" autocomplete="off" placeholder="48h" aria-invalid=${isInvalid('expires')} aria-describedby="expires-note ${problemIds('expires')}" .value=${headText('expires')} @change=${save}></label>
    <p class="life-note quiet" id="expires-note">${t('expiresNote')}</p>${problemsOfSetting('expires')}</div>`;
}

/** Boxes for a list of ids. None checked, or all, means that the field is left out. */
function checks(
  name: 'lists' | 'editions',
  label: string,
  note: string,
  options: readonly { readonly id: string; readonly name: string }[],
  fixed?: string,
): TemplateResult {
  const own = headList(name);
  const isAll = own.length === 0;
  const toggle = (id: string, isOn: boolean) => {
    const before = isAll && name === 'editions' ? options.map((each) => each.id) : own;
    const next = options
      .map((each) => each.id)
      .filter((each) => (each === id ? isOn : before.includes(each)));
    void saveHead(name, next.length === 0 || next.length === options.length ? null : next);
  };
  return html`<fieldset class="life-choices" data-setting=${name} aria-describedby=${problemIds(name)}><legend>${label}</legend>
    ${options.map(
      ({
        id,
        name: text,
      }) => html`<label class="life-check"><input type="checkbox" value=${id} ?disabled=${id === fixed}
      .checked=${own.includes(id) || (isAll && name === 'editions')} @change=${(event: Event) => toggle(id, isChecked(event))}> <span>${text}</span></label>`,
    )}
    <p class="life-note quiet">${note}</p>${problemsOfSetting(name)}</fieldset>`;
}

const isChecked = (event: Event) => (event.target as HTMLInputElement).checked;
