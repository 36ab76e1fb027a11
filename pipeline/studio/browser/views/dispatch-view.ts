import { html, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { IssueDetail } from '../../protocol/issues.ts';
import { sendCard } from '../life/send-card.ts';
import { t } from '../texts/t.ts';
import { dispatchCard } from './dispatch-card.ts';
import { dispatches, plan } from './dispatch-state.ts';
import { planLines } from './plan-lines.ts';
import { standingCard } from './standing-card.ts';
import { testForm } from './test-form.ts';

/** When the issue is sent, who gets which edition, and the progress and result of each dispatch. */
export function dispatchView(open: IssueDetail): TemplateResult {
  const foundPlan = plan.value?.slug === open.slug ? plan.value.content : undefined;
  const found = dispatches.value?.slug === open.slug ? dispatches.value.content : undefined;
  if (foundPlan === undefined || found === undefined) return html`<p class="empty">${t('reading')}</p>`;
  return html`<div class="page dispatch">
    ${standingCard(open.slug)}
    <section class="card"><h2>${t('plan')}</h2>${planLines(foundPlan, found.length > 0)}</section>
    ${sendCard(open.slug)}
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
