import { html, nothing, type TemplateResult } from 'lit-html';
import type { PlanLine, PlanView } from '../../protocol/dispatch.ts';
import { wordsOf } from '../texts/problem-words.ts';
import { counted, nameOf, number, t } from '../texts/t.ts';

/** Who gets which edition and why. */
export function planLines(
  { lines, refused, lists, held, newcomers, tooSlow }: PlanView,
  hasDispatch: boolean,
): TemplateResult {
  const isEmpty = lines.length > 0 && lines.every(({ recipients }) => recipients === 0) && !refused;
  if (lines.length === 0 && !refused) return html`<p class="warn">${t('planBroken')}</p>`;
  return html`${refused ? html`<p class="warn">${t('refusedBy', { reason: wordsOf(refused).message })}</p>` : nothing}
    ${isEmpty ? html`<p class="quiet">${t(hasDispatch ? 'noPlan' : 'noReaders')}</p>` : nothing}
    ${lists ? html`<p class="quiet">${t('toLists', { lists: lists.join(', ') })}</p>` : nothing}
    <ul class="plan">${lines.map(planLine)}</ul>
    ${tooSlow > 0 ? html`<p class="warn">${counted('tooSlowOne', 'tooSlow', tooSlow)}</p>` : nothing}
    ${held > 0 ? html`<p class="quiet">${t('heldBack', { count: number(held) })}</p>` : nothing}
    ${newcomers > 0 ? html`<p class="quiet">${t('newcomers', { count: number(newcomers) })}</p>` : nothing}`;
}

function planLine({
  locale,
  state,
  language,
  leftOut,
  recipients,
  exact,
  lookup,
  fallback,
  changed,
}: PlanLine): TemplateResult {
  const why = [
    language !== undefined && t('otherEdition', { language: nameOf(language) }),
    exact > 0 && t('reasonExact', { count: number(exact) }),
    lookup > 0 && t('reasonLookup', { count: number(lookup) }),
    fallback > 0 && t('reasonDefault', { count: number(fallback) }),
    changed && t('changedSincePlan'),
  ].filter(Boolean);
  const stands =
    state === 'absent'
      ? counted('absentEditionOne', 'absentEdition', leftOut)
      : state === 'missing'
        ? t('waitsFor')
        : state === 'planned'
          ? t('plannedBefore')
          : counted('oneReader', 'readers', recipients);
  return html`<li><strong>${nameOf(locale)}</strong> <span>${stands}</span> <span class="quiet">${why.join(', ')}</span></li>`;
}
