import { expect, test } from 'vitest';
import {
  canonicalTag,
  matchEdition,
  resolveEdition,
} from '../../../pipeline/publication/locales/language-tag.ts';

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
  ['nl_NL', 'nl', 'lookup'],
  ['not a tag', 'en', 'default'],
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

test.each([
  ['nl_NL', 'nl-NL'],
  [' EN-gb ', 'en-GB'],
  ['zh_hant_tw', 'zh-Hant-TW'],
  ['iw', 'he'],
  ['dutch', undefined],
  ['nl_NL.UTF-8', undefined],
  ['', undefined],
])('the canonical form of "%s" is %s', (text, tag) => {
  expect(canonicalTag(text)).toBe(tag);
});

test('a tag without an edition matches none', () => {
  expect(matchEdition('fr', editions)).toBeUndefined();
  expect(matchEdition('dutch', editions)).toBeUndefined();
  expect(matchEdition(undefined, editions)).toBeUndefined();
  expect(matchEdition('nl_BE', editions)).toBe('nl');
});
