import { didYouMean } from '../foundation/problems/suggest.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { AcceptedFeature } from '../publication/templates/read-accepted.ts';
import { canIEmail } from './clients/can-i-email.ts';
import { knownClients, reaches } from './clients/clients.ts';
import type { Finding } from './rules/rule.ts';

/** Checks the mail programs and features that newsletter.yaml and the templates mention: each must exist. */
export function* checkClients(
  { check }: Newsletter,
  accepted: readonly AcceptedFeature[],
): Iterable<Finding> {
  for (const [at, client] of check.clients.entries()) {
    if (knownClients.has(client)) continue;
    const message = `Can I Email has no mail program "${client}".`;
    const hint = didYouMean(client, [...knownClients]);
    const place = { file: 'newsletter.yaml', path: ['check', 'clients', at] };
    yield { code: 'invalid-value', data: { message, hint }, at: place };
  }
  for (const { feature, clients, place } of accepted) {
    const support = canIEmail.features[feature];
    if (support === undefined) {
      const message = `Can I Email has no feature "${feature}".`;
      const hint = didYouMean(feature, Object.keys(canIEmail.features));
      yield { code: 'invalid-value', data: { message, hint }, at: place };
      continue;
    }
    const idle = clients.filter((client) => !support.no.some((each) => reaches([client], each)));
    if (idle.length > 0) {
      yield {
        code: 'client-accepted-unused',
        data: { feature, clients: idle, reason: 'supported' },
        at: place,
      };
    }
  }
}

/**
 * The finding to report if no edition uses an accepted feature. An unknown feature has a different finding.
 */
export function* checkAcceptedUse({ feature, clients, place }: AcceptedFeature): Iterable<Finding> {
  if (canIEmail.features[feature] === undefined) return;
  yield { code: 'client-accepted-unused', data: { feature, clients, reason: 'unused' }, at: place };
}
