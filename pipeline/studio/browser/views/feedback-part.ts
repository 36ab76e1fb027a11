import { html, nothing, type TemplateResult } from 'lit-html';
import type { FeedbackView } from '../../protocol/dispatch.ts';
import { counted, named, number, percent, t } from '../texts/t.ts';
import { bars } from './charts.ts';

/** What came back about the messages of a dispatch, with the rate of complaints where receivers report them. */
export function feedbackPart(feedback: FeedbackView | undefined): TemplateResult | typeof nothing {
  if (feedback === undefined) return nothing;
  const rows = feedback.reasons.map(({ kind, cause, count }) => ({
    name: cause === undefined ? named('came', kind) : `${named('came', kind)}: ${named('why', cause)}`,
    count,
    kind,
  }));
  return html`<div class="charts">${bars(t('cameBack'), rows, 'wordy')}</div>
    <p class=${feedback.complaints.level === 'high' ? 'warn' : 'quiet'}>${describeComplaints(feedback)}</p>`;
}

function describeComplaints({ complaints }: FeedbackView): string {
  const { rate, complained, delivered, level, unknown } = complaints;
  return [
    rate !== undefined &&
      t('complaints', {
        rate: percent(rate),
        complained: number(complained),
        delivered: number(delivered),
      }),
    level === 'raised' && t('complaintsRaised'),
    level === 'high' && t('complaintsHigh'),
    unknown > 0 && counted('complaintsUnknownOne', 'complaintsUnknown', unknown),
  ]
    .filter(Boolean)
    .join(' ');
}
