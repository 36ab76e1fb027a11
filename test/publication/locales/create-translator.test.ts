import { expect, test } from 'vitest';
import { createTranslator } from '../../../pipeline/publication/locales/create-translator.ts';
import type { LocaleTexts } from '../../../pipeline/publication/locales/read-locales.ts';

const texts = new Map([
  [
    'email',
    new Map([
      ['plain', { text: 'Good morning' }],
      ['named', { text: 'Good morning, {{name}}' }],
      ['size', { text: '{{size}}' }],
    ]),
  ],
]) as unknown as LocaleTexts;

test('a text is remembered with its values, and never given for others', () => {
  const t = createTranslator('en', texts);
  for (let round = 0; round < 2; round++) {
    expect(t('email:plain')).toBe('Good morning');
    expect(t('email:named', { name: 'Ada' })).toBe('Good morning, Ada');
    expect(t('email:named', { name: 'Bo' })).toBe('Good morning, Bo');
    expect(t('email:size', { size: 7 })).toBe('7');
    expect(t('email:size', { size: 8 })).toBe('8');
    // Their JSON is the same.
    expect(t('email:size', { size: Number.NaN })).toBe('NaN');
    expect(t('email:size', { size: Number.POSITIVE_INFINITY })).toBe('Infinity');
  }
  expect(() => t('email:named')).toThrow('{{name}}');
  expect(() => t('email:gone')).toThrow('There is no text');
});

test('more texts than are kept are all made right', () => {
  const t = createTranslator('en', texts);
  for (let number = 0; number < 2500; number++) {
    const name = `reader ${number % 1250}`;
    expect(t('email:named', { name })).toBe(`Good morning, ${name}`);
  }
});
