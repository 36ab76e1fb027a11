import { html, nothing, type TemplateResult } from 'lit-html';
import type { PresentPage } from '../../protocol/presence.ts';
import { textOf } from '../preview/toolbar.ts';
import { slug } from '../state.ts';
import { counted, nameOf, t } from '../texts/t.ts';
import { chooseOwnName, longestName, ownDesk, ownName } from './announce.ts';
import { others, othersAt, ownBrowser, presentSlug } from './present-pages.ts';

/** The people whose cursor is in this part of the open desk. Nothing if nobody else's is. */
export function presenceMark(part: string): TemplateResult | typeof nothing {
  const desk = ownDesk.value;
  const here = desk === undefined ? [] : othersAt(desk, part);
  if (here.length === 0) return nothing;
  const text = t('personHere', { name: namesOf(here) });
  return html`<span class="chip person">${text}</span>`;
}

/** Who else has the issue open, and where. Nothing if nobody does. */
export function presentPeople(): TemplateResult | typeof nothing {
  const here = presentSlug.value === slug.value ? others.value : [];
  if (here.length === 0) return nothing;
  const text = counted('personToo', 'peopleToo', here.length);
  return html`<details class="people">
    <summary aria-label=${text} title=${text}>+${here.length}</summary>
    <div class="people-list">
      <ul>${here.map((page) => html`<li>${nameOfPerson(page)}<span class="quiet"> ${whereIs(page)}</span></li>`)}</ul>
      <label class="field"><span class="quiet">${t('ownName')}</span>
        <input type="text" maxlength=${longestName} autocomplete="name" .value=${ownName.value}
          @change=${(event: Event) => chooseOwnName(textOf(event))}></label>
      <p class="quiet">${t('ownNameWhy')}</p>
    </div>
  </details>`;
}

/** Several people without a name are one mention. */
function namesOf(pages: readonly PresentPage[]): string {
  return [...new Set(pages.map(nameOfPerson))].join(', ');
}

function nameOfPerson({ name, browser }: PresentPage): string {
  if (browser === ownBrowser) return t('personSelf');
  return name === '' ? t('personUnnamed') : name;
}

function whereIs({ desk, locale }: PresentPage): string {
  // Before the files of the issue have been read, its page does not know its language.
  if (desk === 'other' || locale === '') return t('personLooks');
  return t(desk === 'write' ? 'personWrites' : 'personTranslates', { language: nameOf(locale) });
}
