import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { PlanLine, PlanView } from '../../protocol/dispatch.ts';
import type { IssueDetail } from '../../protocol/issues.ts';
import { nameOf, number, t } from '../texts/t.ts';
import { dispatchCard } from './dispatch-card.ts';
import { dispatches, plan } from './dispatch-state.ts';
import { standingCard } from './standing-card.ts';
import { testForm } from './test-form.ts';

/** When the issue is sent, who gets which edition, and the progress and result of each dispatch. */
export function dispatchView(open: IssueDetail): TemplateResult {
  const foundPlan = plan.value?.slug === open.slug ? plan.value.content : undefined;
  const found = dispatches.value?.slug === open.slug ? dispatches.value.content : undefined;
  if (foundPlan === undefined || found === undefined) return html`<p class="empty">${t('reading')}</p>`;
  return html`<div class="page dispatch">
    ${standingCard(open.slug)}
    ${planCard(foundPlan, found.length > 0)}
    ${
      found.length === 0
        ? html`<p class="quiet">${t('noDispatch')}</p>`
        : repeat(
            found,
            ({ dispatch }) => dispatch,
            (each) => dispatchCard(each, open.slug),
          )
    }
    ${testForm(open)}
  </div>`;
}

function planCard(
  { lines, refused, lists, held, newcomers, tooSlow }: PlanView,
  hasDispatch: boolean,
): TemplateResult {
  const isEmpty = lines.length > 0 && lines.every(({ recipients }) => recipients === 0) && !refused;
  return html`<section class="card"><h2>${t('plan')}</h2>
    ${refused ? html`<p class="warn">${t('refusedBy', { reason: refused })}</p>` : nothing}
    ${isEmpty ? html`<p class="quiet">${t(hasDispatch ? 'noPlan' : 'noReaders')}</p>` : nothing}
    ${lists ? html`<p class="quiet">${t('toLists', { lists: lists.join(', ') })}</p>` : nothing}
    <ul class="plan">${lines.map(planLine)}</ul>
    ${tooSlow > 0 ? html`<p class="warn">${t('tooSlow', { count: number(tooSlow) })}</p>` : nothing}
    ${held > 0 ? html`<p class="quiet">${t('heldBack', { count: number(held) })}</p>` : nothing}
    ${newcomers > 0 ? html`<p class="quiet">${t('newcomers', { count: number(newcomers) })}</p>` : nothing}</section>`;
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
      ? t('absentEdition', { count: number(leftOut) })
      : state === 'missing'
        ? t('waitsFor')
        : state === 'planned'
          ? t('plannedBefore')
          : t('readers', { count: number(recipients) });
  return html`<li><strong>${nameOf(locale)}</strong> <span>${stands}</span> <span class="quiet">${why.join(', ')}</span></li>`;
}
