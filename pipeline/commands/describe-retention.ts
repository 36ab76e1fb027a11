import { plural } from '../foundation/problems/plural.ts';
import type { RetentionReport } from '../subscribers/apply-retention.ts';

/** Describes the deleted personal data in one line; empty when there was none. */
export function describeRetention(report: RetentionReport): string {
  const { signups, subscribers, deliveries, consents, webhooks } = report;
  const parts = [
    signups > 0 && plural(signups, 'unconfirmed sign-up'),
    subscribers > 0 && plural(subscribers, 'former subscriber'),
    deliveries > 0 && `the address of ${plural(deliveries, 'delivery', 'deliveries')}`,
    consents > 0 && plural(consents, 'old consent'),
    webhooks > 0 && plural(webhooks, 'webhook'),
  ].filter(Boolean);
  return parts.length === 0 ? '' : `${parts.join(', ')} deleted, as newsletter.yaml says`;
}
