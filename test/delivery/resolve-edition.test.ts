import { expect, test } from 'vitest';
import { resolveEdition } from '../../pipeline/delivery/plan/resolve-edition.ts';

const editions = ['en', 'nl', 'pt-PT', 'sr-Latn', 'zh-Hant'];

test.each([
  ['nl', 'nl', 'exact'],
  ['nl-BE', 'nl', 'lookup'],
  ['en-GB-oxendict', 'en', 'lookup'],
  ['pt-PT', 'pt-PT', 'exact'],
  ['pt-BR', 'en', 'default'],
  ['pt', 'en', 'default'],
  ['sr-Latn', 'sr-Latn', 'exact'],
  ['sr-Latn-RS', 'sr-Latn', 'lookup'],
  ['sr', 'en', 'default'],
  ['sr-Cyrl', 'en', 'default'],
  ['zh-Hant-TW', 'zh-Hant', 'lookup'],
  ['NL-be-u-ca-gregory', 'nl', 'lookup'],
  ['de', 'en', 'default'],
])('%s reads %s (%s)', (requested, locale, reason) => {
  expect(resolveEdition(requested, editions, 'en')).toEqual({ locale, reason });
});

test('a subscriber without a language reads the source', () => {
  expect(resolveEdition(undefined, editions, 'nl')).toEqual({ locale: 'nl', reason: 'default' });
});

test('the order of the editions does not matter', () => {
  expect(resolveEdition('nl-BE', ['nl', 'nl-BE'], 'en')).toEqual({ locale: 'nl-BE', reason: 'exact' });
  expect(resolveEdition('nl-BE', ['nl-BE', 'nl'], 'en')).toEqual({ locale: 'nl-BE', reason: 'exact' });
});
