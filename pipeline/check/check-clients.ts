import type { RenderedIssue } from '../editions/render-editions.ts';
import { didYouMean } from '../foundation/problems/suggest.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { AcceptedFeature } from '../publication/templates/read-accepted.ts';
import { canIEmail } from './clients/can-i-email.ts';
import { knownClients, reaches } from './clients/clients.ts';
import { featuresUsed } from './clients/features-used.ts';
import { readMail } from './mail/mail.ts';
import type { Finding } from './rules/rule.ts';

/** What newsletter.yaml and the templates say about mail programs names programs and features that there are. */
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

/** What the publication accepts is used in one of its editions. Those of all its issues must be at hand. */
export function* checkAcceptedUse(
  accepted: readonly AcceptedFeature[],
  rendered: readonly Pick<RenderedIssue, 'editions'>[],
): Iterable<Finding> {
  const own = accepted.filter(({ isOwn }) => isOwn);
  if (own.length === 0 || rendered.length === 0) return;
  const editions = rendered.flatMap((issue) => issue.editions.map(({ edition }) => edition));
  const used = new Set(editions.flatMap((edition) => [...featuresUsed(readMail(edition)).keys()]));
  for (const { feature, clients, place } of own) {
    if (used.has(feature) || canIEmail.features[feature] === undefined) continue;
    yield { code: 'client-accepted-unused', data: { feature, clients, reason: 'unused' }, at: place };
  }
}
