import { html, nothing, type TemplateResult } from 'lit-html';
import { ref } from 'lit-html/directives/ref.js';
import type { Desk, DeskPart } from '../../protocol/desk.ts';
import { presenceMark } from '../presence/presence-mark.ts';
import { detail } from '../route.ts';
import { overview } from '../state.ts';
import { directionOf } from '../texts/direction-of.ts';
import type { TextKey } from '../texts/english.ts';
import { knownText, t } from '../texts/t.ts';
import { problemLine } from '../views/problem-card.ts';
import { act, draft } from './desk-actions.ts';
import { fieldsOf, fieldView, isWrong, problemsId } from './field-view.ts';
import { historyButton, historyOf } from './part-history.ts';
import { leave, save, settle } from './save-unsaved.ts';
import { forget, type Unsaved, unsavedOf } from './unsaved-words.ts';

const stateTexts: Readonly<Record<DeskPart['state'], TextKey>> = {
  done: 'done',
  stale: 'changedSince',
  machine: 'machine',
  missing: 'notTranslated',
  extra: 'extra',
  kept: 'kept',
  omitted: 'omitted',
  only: 'only',
};

/** Whether a part needs attention: because of its state, a problem, or unsaved words. */
export function isOpen({ key, state, problems }: DeskPart): boolean {
  const unsaved = unsavedOf(key)?.state;
  const isUnsettled = unsaved === 'conflict' || unsaved === 'refused' || unsaved === 'failed';
  return ['stale', 'machine', 'missing', 'extra'].includes(state) || problems.length > 0 || isUnsettled;
}

/** A part of the issue, or a text of the interface: the source on the left, the translation on the right. */
export function partView(part: DeskPart, desk: Desk): TemplateResult {
  const entry = unsavedOf(part.key);
  const hasError = isWrong(part);
  const isChosen = detail('part') === part.key;
  return html`<li class="part ${part.state} ${isOpen(part) ? 'open' : ''} ${hasError ? 'wrong' : ''} ${isChosen ? 'chosen' : ''}" data-part=${part.key} ${ref(isChosen ? intoView : undefined)}
    @focusout=${(event: FocusEvent) => onLeave(event, part.key)}>
    <header>
      <h3>${title(part)}</h3>
      ${hasError ? html`<span class="chip broken">${t('severityError')}</span>` : nothing}
      ${stateChip(part, entry)}
      ${presenceMark(part.key)}
      ${part.opens ? html`<a class="quiet-link" href=${part.opens}>${t('openInEditor')}</a>` : nothing}
      ${historyButton(part)}
      <span class="spacer"></span>
      ${actions(part)}
    </header>
    ${part.note ? html`<p class="note"><strong>${t('note')}:</strong> ${part.note}</p>` : nothing}
    ${part.changes.length > 0 ? changes(part, desk) : nothing}
    ${historyOf(part)}
    ${part.misspelt.map((each) => mend(part, each))}
    <div id=${problemsId(part)}>${part.problems.map(problemLine)}</div>
    ${entry ? unsettled(part.key, entry, desk.locale) : nothing}
    ${fieldsOf(part).map((field) => fieldView(part, desk, field))}
  </li>`;
}

/** The state of a part. A part with unsaved words is not done, whatever its state in the file. */
function stateChip(part: DeskPart, entry: Unsaved | undefined): TemplateResult | typeof nothing {
  if (entry?.state === 'saving') return html`<span class="quiet">${t('saving')}</span>`;
  if (entry?.state === 'failed' || entry?.failure)
    return html`<span class="chip broken">${t('notSaved')}</span>`;
  if (entry) return html`<span class="chip missing">${t('notSavedYet')}</span>`;
  if (isWrong(part) && part.state === 'done') return nothing;
  // A divider has no words, so there is nothing to translate.
  const isWordless = part.state === 'missing' && fieldsOf(part).length === 0;
  return html`<span class="chip ${part.state}">${t(isWordless ? 'notThere' : stateTexts[part.state])}</span>`;
}

/** A misspelt key, with a button that corrects it. */
function mend({ key: part }: DeskPart, { key, meant }: DeskPart['misspelt'][number]): TemplateResult {
  return html`<p class="mend"><span>${t('misspelt', { key, meant })}</span>
    ${button(t('mendKey', { meant }), () => act({ action: 'mend', part, key, meant }))}</p>`;
}

/** The name of a part: its kind, or the key of a text. */
function title({ key, list, kind }: DeskPart): string | TemplateResult {
  if (list !== 'texts') return knownText([`part_${kind}`]) ?? kind;
  return html`<span class="namespace">${kind}</span> <code>${key.slice(kind.length + 1)}</code>`;
}

/** Saves a part as a whole when the focus leaves it, because the plural forms of a text belong together. */
function onLeave({ relatedTarget, currentTarget }: FocusEvent, key: string): void {
  const isStill = relatedTarget instanceof Element && (currentTarget as Element).contains(relatedTarget);
  if (!(isStill && relatedTarget.matches('textarea'))) leave(key);
}

/** The part to which the page has moved already. After that, only the person moves. */
let shown: Element | undefined;

/** Scrolls to a part, and puts the cursor into its first field. */
function intoView(element: Element | undefined): void {
  if (element === undefined || element === shown) return;
  shown = element;
  // The element is not part of the page yet.
  queueMicrotask(() => {
    element.scrollIntoView({ block: 'center' });
    element.querySelector<HTMLElement>('textarea:enabled')?.focus({ preventScroll: true });
  });
}

function actions(part: DeskPart): TemplateResult {
  const { state, key, list, translation, whole } = part;
  // Interface texts get no machine translation, because it loses placeholders too easily.
  const provider = list === 'texts' ? undefined : overview.value?.draftProvider;
  const isBlock = list === 'body' || list === 'stories';
  const shownNow = { seen: whole ?? {}, base: translation ?? {} };
  return html`
    ${state === 'stale' ? button(t('accept'), () => act({ action: 'accept', part: key })) : nothing}
    ${state === 'machine' ? button(t('acceptMachine'), () => act({ action: 'accept', part: key })) : nothing}
    ${state === 'missing' && provider ? button(t('draftByMachine', { name: provider }), () => draft(part)) : nothing}
    ${state === 'missing' && isBlock && fieldsOf(part).length === 0 ? button(t('takeOver'), () => act({ action: 'save', part: key, seen: {}, base: {}, words: {} })) : nothing}
    ${state === 'extra' ? button(t('takeOut'), () => act({ action: 'remove', part: key, base: shownNow.base })) : nothing}
    ${state === 'missing' && isBlock ? button(t('omit'), () => act({ action: 'omit', part: key, ...shownNow })) : nothing}`;
}

const button = (text: string, act: () => unknown) =>
  html`<button class="button quiet-button" @click=${act}>${text}</button>`;

/** The former and the current words of the source, with the differences marked. */
function changes({ changes: list }: DeskPart, { source }: Desk): TemplateResult {
  return html`<div class="changes"><h4>${t('whatChanged')}</h4>
    ${list.map(({ parts }) => html`<p lang=${source} dir=${directionOf(source)}>${parts.map(({ kind, text }) => (kind === 'old' ? html`<del>${text}</del>` : kind === 'new' ? html`<ins>${text}</ins>` : text))}</p>`)}
  </div>`;
}

/** Shows why typed words are not in the file. */
function unsettled(
  key: string,
  { state, words, disk, failure, problems = [] }: Unsaved,
  locale: string,
): TemplateResult | typeof nothing {
  if (state === 'refused') {
    return html`<div class="banner conflict" role="alert"><p>${t('refused')}</p>${problems.map(problemLine)}
      ${button(t('discard'), () => forget(key))}
    </div>`;
  }
  if (state === 'failed') {
    return html`<div class="banner conflict" role="alert"><p>${t('saveFailed', { reason: failure ?? '' })}</p>
      <button class="button" @click=${() => save(key)}>${t('retry')}</button>
      ${button(t('discard'), () => forget(key))}
    </div>`;
  }
  if (state !== 'conflict') return nothing;
  const text = (each: object) =>
    html`<dd lang=${locale} dir=${directionOf(locale)}>${Object.values(each).flat().join('\n')}</dd>`;
  return html`<div class="banner conflict"><p role="alert">${t('conflict')}</p>
    <dl><div><dt>${t('conflictDisk')}</dt>${text(disk ?? {})}</div><div><dt>${t('conflictMine')}</dt>${text(words)}</div></dl>
    <button class="button" @click=${() => settle(key, 'mine')}>${t('keepMine')}</button>
    ${button(t('takeDisk'), () => settle(key, 'disk'))}
  </div>`;
}
