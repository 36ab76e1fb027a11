import { signal } from '@preact/signals-core';
import { html, nothing, type TemplateResult } from 'lit-html';
import { keyed } from 'lit-html/directives/keyed.js';
import type { IssueDetail } from '../../protocol/issues.ts';
import { path } from '../api.ts';
import { EditionFrame } from '../preview/edition-frame.ts';
import { drawGutter } from '../preview/gutter.ts';
import { editionStage, frameAddress, neverRendered } from '../preview/pane.ts';
import { letterChoices } from '../preview/view-choices.ts';
import { choice, choose } from '../route.ts';
import { nameOf, t } from '../texts/t.ts';
import { clickedPart, cursorPart } from './cursor-part.ts';
import { partOf, showPart } from './follow-cursor.ts';
import { splitHandle } from './split-handle.ts';

/** Which side a narrow window shows. */
const side = signal<'desk' | 'letter'>('desk');

/** A desk with the letter that it changes beside it. A narrow window shows one of the two. */
export function besideView(
  desk: TemplateResult | typeof nothing,
  open: IssueDetail,
  locale: string,
): TemplateResult {
  const isShown = choice('letter') === 'on';
  return html`<div class="beside ${isShown ? 'split' : ''} ${side.value}">
    <div class="beside-desk" id="beside-desk" @focusin=${onFocus}>${desk}</div>
    ${splitHandle()}
    <section class="beside-letter" aria-label=${locale === '' ? t('letter') : t('letterIn', { language: nameOf(locale) })}>${isShown ? keyed(`${open.slug} ${locale}`, letter(open, locale)) : nothing}</section>
  </div>`;
}

/** The controls in the row of the tabs: how the edition looks, and whether it is shown. */
export function besideTools(): TemplateResult {
  const isShown = choice('letter') === 'on';
  const isInFront = side.value === 'letter';
  return html`${isShown ? letterChoices() : nothing}
    <button class="toggle letter-toggle" aria-pressed=${isShown} @click=${() => choose({ letter: isShown ? 'off' : 'on' })}>${t('letter')}</button>
    <button class="toggle letter-toggle narrow" aria-pressed=${isInFront} @click=${() => turn(isInFront ? 'desk' : 'letter')}>${t('letter')}</button>`;
}

/** A narrow window has a switch of its own, which does not change what wide windows show. */
function turn(wanted: 'desk' | 'letter'): void {
  showSide(wanted);
  choose({ letter: 'on' });
}

function showSide(wanted: 'desk' | 'letter'): void {
  side.value = wanted;
}

function letter({ slug, editions, problems }: IssueDetail, locale: string): TemplateResult {
  if (!editions.some((each) => each.locale === locale)) {
    if (problems.every(({ severity }) => severity !== 'error'))
      return html`<p class="empty">${t('letterLater')}</p>`;
    return neverRendered(slug);
  }
  return html`<div class="beside-stage" @view-change=${onView} @view-scroll=${onView} @view-block=${onClick}>${editionStage(locale, frameAddress(path('preview', slug, locale), 'mail'))}</div>`;
}

/** A desk of fields has the key of a part on its element. An editor sets the part itself. */
function onFocus({ target }: FocusEvent): void {
  const part = (target as Element).closest<HTMLElement>('[data-part]')?.dataset['part'];
  if (part !== undefined) cursorPart.value = part;
}

function onView({ type, target }: Event): void {
  if (!(target instanceof EditionFrame)) return;
  if (type === 'view-change') showPart(target, cursorPart.value, 'keep');
  else drawGutter(target);
}

/** Moves the cursor to the field of the part that was clicked. */
function onClick({ target, detail }: CustomEvent<{ anchor: string; isHeadline: boolean }>): void {
  const part = partOf(detail, (target as HTMLElement).dataset['locale'] ?? '');
  if (part === '') return;
  showSide('desk');
  clickedPart.value = { part };
  const field = document.querySelector<HTMLElement>(`[data-part="${CSS.escape(part)}"] textarea:enabled`);
  field?.focus({ preventScroll: true });
  field?.scrollIntoView({ block: 'center', behavior: 'smooth' });
}
