import { html, nothing, type TemplateResult } from 'lit-html';
import { refusal } from './life-state.ts';

/** Why the last request of a form was refused. The element is always there, so that screen readers announce it. */
export function refusalOf(form: string): TemplateResult {
  const reasons = refusal.value?.form === form ? refusal.value.reasons : [];
  return html`<div class="refusal" role="alert" id="refusal-${form}">${reasons.map(
    ({ message, hint }) =>
      html`<p><strong>${message}</strong>${hint ? html` <span>${hint}</span>` : nothing}</p>`,
  )}</div>`;
}
