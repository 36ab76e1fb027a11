import { signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit-html';
import type { DeskPart, PartHistory, PastWords } from '../../protocol/desk.ts';
import { getJson } from '../api.ts';
import { tellFailure } from '../state.ts';
import { day, t } from '../texts/t.ts';
import { fieldName } from './field-view.ts';
import { deskAddress } from './open-desk.ts';
import { save } from './save-unsaved.ts';
import { type } from './unsaved-words.ts';

/** The history that is open. Only one is, because each is read from git. */
const open = signal<{ readonly id: string; readonly history: PartHistory | undefined } | undefined>(
  undefined,
);

const idOf = ({ key }: DeskPart) => `${deskAddress.value} ${key}`;

/** The button that shows and hides the former words of a part. */
export function historyButton(part: DeskPart): TemplateResult | typeof nothing {
  if (part.list === 'texts' || part.translation === undefined) return nothing;
  const isOpen = open.value?.id === idOf(part);
  return html`<button class="quiet-link history-button" aria-expanded=${isOpen} @click=${() => toggle(part, isOpen)}>${t('history')}</button>`;
}

function toggle(part: DeskPart, isOpen: boolean): void {
  if (isOpen) open.value = undefined;
  else void load(part).catch(tellFailure);
}

async function load(part: DeskPart): Promise<void> {
  const id = idOf(part);
  open.value = { id, history: undefined };
  try {
    const history = await getJson<PartHistory>(
      `${deskAddress.value}/history?part=${encodeURIComponent(part.key)}`,
    );
    if (open.value?.id === id) open.value = { id, history };
  } catch (error) {
    if (open.value?.id === id) open.value = undefined;
    throw error;
  }
}

/** The former words of a part, with who wrote them and when. */
export function historyOf(part: DeskPart): TemplateResult | typeof nothing {
  if (open.value?.id !== idOf(part)) return nothing;
  const { history } = open.value;
  return html`<section class="changes history" aria-label=${t('history')} aria-busy=${history === undefined}><h4>${t('history')}</h4>
    ${history === undefined ? html`<p class="quiet">${t('reading')}</p>` : entries(part, history)}
  </section>`;
}

function entries(part: DeskPart, { entries: list, isWithoutGit, hasMore }: PartHistory): TemplateResult {
  if (isWithoutGit) return html`<p class="quiet">${t('historyNoGit')}</p>`;
  if (list.length === 0) return html`<p class="quiet">${t('historyEmpty')}</p>`;
  return html`<ol>${list.map((entry) => entryView(part, entry))}</ol>
    ${hasMore ? html`<p class="quiet">${t('historyMore')}</p>` : nothing}`;
}

function entryView(
  part: DeskPart,
  { commit, date, author, subject, words, changes }: PastWords,
): TemplateResult {
  const isNow = changes.length === 0;
  return html`<li>
    <header><time datetime=${date}>${day(Date.parse(date), true)}</time> <strong>${author}</strong>
      <span class="quiet" title=${commit.slice(0, 12)}>${subject}</span><span class="spacer"></span>
      ${isNow ? html`<span class="chip">${t('historyNow')}</span>` : html`<button class="button quiet-button" @click=${() => putBack(part, words)}>${t('putBack')}</button>`}</header>
    ${isNow ? nothing : Object.keys(words).map((field) => former(part, words, changes, field))}
  </li>`;
}

/** The former words of a field, with a mark where they differ from the present ones. */
function former(
  part: DeskPart,
  words: PastWords['words'],
  changes: PastWords['changes'],
  field: string,
): TemplateResult {
  const change = changes.find((each) => each.field === field);
  const name =
    Object.keys(words).length > 1 ? html`<span class="field-name">${fieldName(part, field)}</span>` : nothing;
  const shown = change?.parts
    .filter(({ kind }) => kind !== 'new')
    .map(({ kind, text }) => (kind === 'old' ? html`<mark>${text}</mark>` : text));
  return html`<p>${name}<bdi>${shown ?? [words[field]].flat().join(' ')}</bdi></p>`;
}

/** Types the former words, and saves them as if a person had typed them. A change by somebody else is a conflict. */
function putBack(part: DeskPart, words: PastWords['words']): void {
  for (const [field, text] of Object.entries(words)) type(part, field, text);
  open.value = undefined;
  void save(part.key);
}
