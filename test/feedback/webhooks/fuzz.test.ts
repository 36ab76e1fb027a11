import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson } from '../../../pipeline/feedback/webhooks/json-fields.ts';
import {
  type ProviderName,
  providerNames,
  type Trust,
} from '../../../pipeline/feedback/webhooks/provider.ts';
import { providers } from '../../../pipeline/feedback/webhooks/providers.ts';
import { samples } from './samples.ts';
import { amazon, now, secrets, signWebhook, topic } from './sign-webhook.ts';

/** In ms. An input takes less than one; only a pattern that backtracks reaches the limit. */
const limit = 2_000;
const options = { numRuns: 150, seed: 17 };

const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('__proto__', 'constructor', '\0', '<@>', '5.1.1', -1, 1e308, null, [], {}),
  fc.constantFrom('5.1.'.repeat(30_000), ' '.repeat(90_000), '<'.repeat(90_000), '\u0085'.repeat(90_000)),
);

/** A body of the provider in which some values are replaced by others. */
const mutated = (provider: ProviderName) =>
  fc
    .record({
      sample: fc.constantFrom(...samples.filter((each) => each.provider === provider)),
      changes: fc.array(fc.tuple(fc.nat(), hostile), { minLength: 1, maxLength: 4 }),
    })
    .map(({ sample, changes }) => {
      const body: unknown = JSON.parse(signWebhook(provider, structuredClone(sample.content)).body);
      return changes.reduce((value, [place, other]) => replaceOne(value, place, other), body);
    });

/** Replaces the value at one place of a document, counted from the top. */
function replaceOne(value: unknown, place: number, other: unknown): unknown {
  const count = placesIn(value);
  let left = place % count;
  const walk = (part: unknown): unknown => {
    if (left-- === 0) return other;
    if (Array.isArray(part)) return part.map(walk);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, each]) => [name, walk(each)]));
  };
  return walk(value);
}

function placesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return 1 + Object.values(value).reduce<number>((sum, each) => sum + placesIn(each), 0);
}

test.each(providerNames)('%s: a body of any form is read within a time limit, or not at all', (provider) => {
  fc.assert(
    fc.property(fc.oneof(mutated(provider), fc.jsonValue()), (body) => {
      const began = performance.now();
      const reading = providers[provider].read(body, now);
      expect(performance.now() - began).toBeLessThan(limit);
      for (const { id, source, at } of reading?.events ?? []) {
        expect(source).toBe(provider);
        expect(id).toMatch(/^\S+$/);
        expect(Number.isSafeInteger(at)).toBe(true);
      }
    }),
    options,
  );
});

test.each(providerNames)('%s: a request of any form proves nothing', async (provider) => {
  const given = secrets[`COURANT_WEBHOOK_${provider.toUpperCase()}` as keyof typeof secrets];
  const trust: Trust = {
    secrets: given === undefined ? [] : [given],
    topics: [topic],
    now,
    certificate: async () => amazon.cert,
  };
  const texts = fc.oneof(fc.string(), fc.constantFrom('v1,', 'v1,=', '1', String(now / 1000), 'Basic Og=='));
  await fc.assert(
    fc.asyncProperty(fc.oneof(mutated(provider), fc.jsonValue(), fc.string()), texts, async (body, text) => {
      const bytes = Buffer.from(JSON.stringify(body));
      const began = performance.now();
      const verdict = await providers[provider].verify(
        { header: () => text, bytes, json: () => parseJson(bytes) },
        trust,
      );
      expect(performance.now() - began).toBeLessThan(limit);
      // Mailgun signs only a token, and Amazon SNS only some fields: a change of others leaves the signature valid.
      if (provider !== 'mailgun' && provider !== 'ses') expect(verdict.outcome).not.toBe('genuine');
    }),
    options,
  );
});
