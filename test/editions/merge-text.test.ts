import { describe, expect, it } from 'vitest';
import { choiceMark, hasMergeMark, mergeMarks, splitMergeText } from '../../pipeline/editions/merge-marks.ts';
import { fillMergeText, type MergeValues, mergeFields } from '../../pipeline/editions/merge-text.ts';

const values: MergeValues = {
  name: 'Zoë',
  unsubscribeUrl: 'https://example.org/u',
  preferencesUrl: 'https://example.org/p',
  webVersionUrl: 'https://example.org/w',
};
const fill = (text: string, given: MergeValues = values) =>
  fillMergeText(splitMergeText(text), given, String);

describe('personal parts', () => {
  it('are split from a text and filled in again', () => {
    const text = mergeFields.map((field) => `${field}=${mergeMarks[field]}`).join(' ');
    expect(hasMergeMark(text)).toBe(true);
    expect(fill(text)).toBe(mergeFields.map((field) => `${field}=${values[field]}`).join(' '));
  });

  it('depend on whether there is a name', () => {
    const text = `a ${choiceMark('name', `Dear ${mergeMarks.name},`, 'Hello,')} b`;
    expect(fill(text)).toBe('a Dear Zoë, b');
    expect(fill(text, { ...values, name: undefined })).toBe('a Hello, b');
    expect(fill(text, { ...values, name: '' })).toBe('a Hello, b');
  });

  it('are plain data', () => {
    const parts = splitMergeText(`a${choiceMark('name', mergeMarks.name, 'x')}${mergeMarks.webVersionUrl}`);
    expect(parts).toEqual([
      'a',
      { when: 'name', present: [{ field: 'name' }], absent: ['x'] },
      { field: 'webVersionUrl' },
    ]);
    expect(JSON.parse(JSON.stringify(parts))).toEqual(parts);
  });

  it('are encoded in place', () => {
    const parts = splitMergeText(mergeMarks.name);
    expect(fillMergeText(parts, { ...values, name: '<b>' }, (value) => value.replace('<', '&lt;'))).toBe(
      '&lt;b>',
    );
  });

  it('never leave unfilled', () => {
    const unnamed = { ...values, name: undefined };
    expect(() => fill(mergeMarks.name, unnamed)).toThrow('The merge field "name" has no value.');
    const { webVersionUrl: _gone, ...rest } = values;
    expect(() => fill(mergeMarks.webVersionUrl, rest as MergeValues)).toThrow('"webVersionUrl"');
  });

  it.each([
    ['a field that does not exist', '\ufdd0surname\ufdd1'],
    ['a mark that breaks off', 'a \ufdd0name'],
    ['a choice that does not end', '\ufdd0?name\ufdd1a\ufdd0:\ufdd1b'],
    ['a choice without its beginning', 'a\ufdd0:\ufdd1b\ufdd0;\ufdd1'],
    ['a choice within a choice', choiceMark('name', choiceMark('name', 'a', 'b'), 'c')],
  ])('are refused where they make no sense: %s', (_title, text) => {
    expect(() => splitMergeText(text)).toThrow();
  });
});
