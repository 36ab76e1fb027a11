import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { Desk, DeskPart } from '../../protocol/desk.ts';
import { segments } from '../preview/toolbar.ts';
import { choice, choose, detail, place, setDetail } from '../route.ts';
import { isUnreadable } from '../state.ts';
import { nameOf, t } from '../texts/t.ts';
import { problemCard, problemLine } from '../views/problem-card.ts';
import { act } from './desk-actions.ts';
import { desk, deskLocale, deskTargets, isGone, unreadable } from './open-desk.ts';
import { isOpen, partView } from './part-view.ts';
import { unsavedHere, unsavedOf } from './unsaved-words.ts';

/** The states that need work, the most important first. */
const urgencies: readonly string[] = ['wrong', 'stale', 'machine', 'missing', 'extra'];

function urgency({ problems, state }: DeskPart): number {
  const at = urgencies.indexOf(problems.length > 0 ? 'wrong' : state);
  return at < 0 ? urgencies.length : at;
}

/** The translator's desk: each part of the open issue, or each interface text, beside its translation. */
export function deskView(): TemplateResult | typeof nothing {
  const view = desk.value;
  if (deskLocale() === undefined) return noLanguage();
  if (view === undefined) return isGone.value ? goneView() : html`<p class="empty">${t('reading')}</p>`;
  const all = view.parts.filter((part) => part.state !== 'only' || part.source === undefined);
  const namespaces = [...new Set(all.filter(({ list }) => list === 'texts').map(({ kind }) => kind))];
  const chosen = namespaces.find((each) => each === detail('namespace'));
  const parts = all.filter(({ kind }) => chosen === undefined || kind === chosen);
  const open = parts.filter(isOpen);
  const broken = view.isSourceBroken ? 'brokenSource' : view.isBroken ? 'brokenFile' : undefined;
  // A card would push the field that somebody types in far down.
  const isKept = unreadable() === 'kept';
  const banner = isKept ? 'unreadable' : broken;
  const hasErrors = view.problems.some(({ severity }) => severity === 'error');
  const ordered = choice('order') === 'open' ? inPlace(byUrgency(parts)) : parts;
  return html`<div class="desk page">
    ${deskHead(view, parts)}
    ${namespaces.length > 1 ? namespaceChoice(all, namespaces, chosen) : nothing}
    ${banner ? html`<div class="banner" role="alert"><p>${t(banner)}</p></div>` : nothing}
    ${view.problems.map(isKept ? problemLine : problemCard)}
    ${view.notes.length > 0 ? html`<aside class="notes"><h3>${t('notes')}</h3>${view.notes.map((note) => html`<p>${note}</p>`)}</aside>` : nothing}
    ${open.length === 0 && !hasErrors && !broken ? html`<p class="all-done">${t('allDone')}</p>` : nothing}
    <ol class="parts">${repeat(
      ordered,
      ({ key }) => key,
      (part) => partView(part, view),
    )}</ol>
  </div>`;
}

function noLanguage(): TemplateResult | typeof nothing {
  if (isUnreadable()) return nothing;
  return html`<p class="empty">${t(place.value.page === 'texts' ? 'oneLanguage' : 'nothingToTranslate')}</p>`;
}

/** Shown when the issue was deleted. Words that could not be saved can still be copied. */
function goneView(): TemplateResult {
  const words = unsavedHere().flatMap((entry) => Object.values(entry.words).flat());
  return html`<div class="desk page"><p class="empty">${t('issueGone')}</p>
    ${words.length > 0 ? html`<div class="banner conflict" role="alert"><p>${t('notSaved')}</p>${words.map((text) => html`<p>${text}</p>`)}</div>` : nothing}
  </div>`;
}

/** The interface texts by namespace, with the number of open ones in each. */
function namespaceChoice(
  parts: readonly DeskPart[],
  namespaces: readonly string[],
  chosen: string | undefined,
): TemplateResult {
  const label = (name: string, own: readonly DeskPart[]) => {
    const open = own.filter(isOpen).length;
    return open > 0 ? `${name} (${open})` : name;
  };
  return html`<div class="namespaces">${segments(
    t('texts'),
    [
      ['', label(t('all'), parts)],
      ...namespaces.map((name): [string, string] => [
        name,
        label(
          name,
          parts.filter(({ kind }) => kind === name),
        ),
      ]),
    ],
    chosen ?? '',
    (namespace) => setDetail({ namespace }),
  )}</div>`;
}

const byUrgency = (parts: readonly DeskPart[]) => [...parts].sort((a, b) => urgency(a) - urgency(b));

/** The keys of the parts, in the order that was shown last. */
let shown: readonly string[] = [];

/** Keeps the order while somebody types, because a part that moves would lose the cursor. */
function inPlace(parts: readonly DeskPart[]): readonly DeskPart[] {
  const isTyping = document.activeElement?.matches('.part textarea') ?? false;
  const place = ({ key }: DeskPart) => (shown.includes(key) ? shown.indexOf(key) : shown.length);
  const kept = isTyping ? [...parts].sort((a, b) => place(a) - place(b)) : parts;
  shown = kept.map(({ key }) => key);
  return kept;
}

function deskHead(view: Desk, parts: readonly DeskPart[]): TemplateResult {
  const counted = parts.filter(({ state }) => !['extra', 'kept', 'only'].includes(state));
  const isSound = ({ key, problems }: DeskPart) =>
    unsavedOf(key) === undefined && problems.every(({ severity }) => severity !== 'error');
  const done = counted.filter((part) => ['done', 'omitted'].includes(part.state) && isSound(part)).length;
  const targets = deskTargets();
  const next = view.status === 'ready' ? 'draft' : 'ready';
  return html`<header class="desk-head">
    <h2>${t('deskTitle', { language: nameOf(view.locale) })}</h2>
    ${view.status ? html`<span class="chip ${view.status}">${t(view.status)}</span>` : nothing}
    <label class="progress"><progress max=${counted.length} value=${done} aria-label=${t('progress', { done, total: counted.length })}></progress>
      <span>${t('progress', { done, total: counted.length })}</span></label>
    <span class="spacer"></span>
    ${
      targets.length > 1
        ? segments(
            t('language'),
            targets.map((each) => [each, nameOf(each)]),
            view.locale,
            (locale) => setDetail({ locale }),
          )
        : nothing
    }
    ${segments(
      t('list'),
      [
        ['open', t('openFirst')],
        ['order', t('inOrder')],
      ],
      choice('order'),
      (order) => choose({ order }),
    )}
    <button class="button quiet-button" ?disabled=${!view.canUndo} @click=${() => act({ action: 'undo' })}>${t('undo')}</button>
    ${view.status ? html`<button class="button quiet-button" @click=${() => setStatus(next, { done, total: counted.length })}>${t(next === 'ready' ? 'setReady' : 'setDraft')}</button>` : nothing}
  </header>`;
}

/**
 * Asks for confirmation when an incomplete translation becomes ready, because ready translations are sent.
 */
function setStatus(status: 'ready' | 'draft', count: { done: number; total: number }): void {
  if (status === 'ready' && count.done < count.total && !window.confirm(t('readyThough', count))) return;
  void act({ action: 'status', status });
}
