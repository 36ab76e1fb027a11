import { expect, test } from 'vitest';
import { providers } from '../../../pipeline/feedback/webhooks/providers.ts';
import { samples } from './samples.ts';
import { now, signWebhook } from './sign-webhook.ts';

test.each(samples)('$provider: $name', ({ provider, content, events, ignored = [] }) => {
  const { body } = signWebhook(provider, content);
  const reading = providers[provider].read(JSON.parse(body), now);
  expect(reading?.events).toEqual(
    events.map((event) => ({ source: provider, authenticated: true, ...event })),
  );
  expect(reading?.ignored).toEqual(ignored);
});

test.each([
  ['a part of an event that cannot be read', 'sendgrid', [{ event: 'bounce' }, {}], 2],
  ['a text in place of a batch', 'sendgrid', 'bounce', undefined],
  ['an event of no kind', 'postmark', { Type: 'HardBounce' }, undefined],
  ['a name that every object has', 'brevo', { event: 'constructor' }, 0],
] as const)('%s', (_name, provider, body, unreadable) => {
  expect(providers[provider].read(body, now)?.unreadable).toBe(unreadable);
});
