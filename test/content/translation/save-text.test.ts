import { describe, expect, test } from 'vitest';
import { groupTexts, type TextPart } from '../../../pipeline/content/translation/group-texts.ts';
import { acceptText, saveText, takeOutText } from '../../../pipeline/content/translation/save-text.ts';
import { memoryFiles } from '../../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../../pipeline/foundation/problems/report.ts';
import { readInterface } from '../../../pipeline/publication/locales/read-interface.ts';
import { readLocales } from '../../../pipeline/publication/locales/read-locales.ts';

const en = { greeting: 'Hello,', count_one: '{{count}} story', count_other: '{{count}} stories', end: 'Bye' };

interface Given {
  readonly locale?: string;
  readonly own?: object;
  readonly record?: object;
  /** What comes with the package, below the publication's own. */
  readonly base?: object;
}

async function open({ locale = 'nl', own, record, base }: Given) {
  const json = (value: object | undefined, path: string) =>
    value ? { [`locales/${path}.json`]: `${JSON.stringify(value, null, 2)}\n` } : {};
  const layers = [
    memoryFiles({ ...json(en, 'en/email'), ...json(base, `${locale}/email`) }),
    memoryFiles({ ...json(own, `${locale}/email`), ...json(record, `${locale}/email.source`) }),
  ];
  const texts = await readLocales(layers, ['en', locale], new Report());
  const parts = await readInterface(layers, texts, { source: 'en', locale }, new Report());
  const text = own && `${JSON.stringify(own, null, 2)}\n`;
  return {
    file: `locales/${locale}/email.json`,
    parts,
    text,
    record: record && `${JSON.stringify(record, null, 2)}\n`,
  };
}

const states = (parts: readonly TextPart[]) =>
  parts.map(({ key, state, lacks }) => [key, state, ...lacks].join(' '));

describe('the state of the texts of a language', () => {
  test('the forms of a text together, in the order of the source', async () => {
    const own = { gone: 'Weg', count_one: '{{count}} verhaal', end: 'Dag', greeting: 'Hallo,' };
    const { parts } = await open({ own, record: { greeting: 'Hi,', end: 'Bye' } });
    expect(states(groupTexts(parts))).toEqual([
      'email:greeting stale',
      'email:count missing other',
      'email:end done',
      'email:gone extra',
    ]);
  });

  test('a language with more plural forms than the source lacks each of them', async () => {
    const { parts } = await open({ locale: 'pl', own: { count_one: 'jeden', count_other: 'inne' } });
    const count = groupTexts(parts).find(({ key }) => key === 'email:count');
    expect(count?.lacks).toEqual(['few', 'many']);
    expect(count?.source).toMatchObject({ few: '{{count}} stories' });
  });
});

describe('saving a text', () => {
  const words = { one: '{{count}} verhaal', other: '{{count}} verhalen' };
  const seen = { one: en.count_one, other: en.count_other };

  test('puts every form in its place, and records its source', async () => {
    const disk = await open({ own: { greeting: 'Hallo,', end: 'Dag' } });
    const result = saveText(disk, { part: 'email:count', seen, base: {}, words });
    expect(result).toEqual({
      kind: 'saved',
      text: '{\n  "greeting": "Hallo,",\n  "count_one": "{{count}} verhaal",\n  "count_other": "{{count}} verhalen",\n  "end": "Dag"\n}\n',
      record: '{\n  "count_one": "{{count}} story",\n  "count_other": "{{count}} stories"\n}\n',
    });
  });

  test('overrides one text of the package, and leaves the others to it', async () => {
    const disk = await open({ base: { greeting: 'Hallo,', end: 'Dag' } });
    const save = { part: 'email:end', seen: { text: 'Bye' }, base: { text: 'Dag' }, words: { text: 'Doei' } };
    expect(saveText(disk, save)).toMatchObject({ text: '{\n  "end": "Doei"\n}\n' });
  });

  test('is refused if the file has another text than was shown', async () => {
    const disk = await open({ own: { end: 'Tot ziens' } });
    const save = { part: 'email:end', seen: { text: 'Bye' }, base: { text: 'Dag' }, words: { text: 'Doei' } };
    expect(saveText(disk, save)).toMatchObject({
      kind: 'conflict',
      current: { translation: { text: 'Tot ziens' } },
    });
    expect(saveText(disk, { ...save, part: 'email:nothing' })).toMatchObject({ kind: 'conflict' });
  });

  test('accepting records the current source, and keeps the texts', async () => {
    const disk = await open({ own: { greeting: 'Hallo,' }, record: { greeting: 'Hi,' } });
    const result = acceptText(disk, 'email:greeting');
    expect(result).toMatchObject({ text: disk.text, record: '{\n  "greeting": "Hello,"\n}\n' });
  });

  test('only texts that the source does not have can be removed', async () => {
    const disk = await open({ own: { greeting: 'Hallo,', gone: 'Weg' }, record: { gone: 'Gone' } });
    const base = { text: 'Weg' };
    expect(takeOutText(disk, { part: 'email:gone', base })).toEqual({
      kind: 'saved',
      text: '{\n  "greeting": "Hallo,"\n}\n',
      record: '{}\n',
    });
    const kept = takeOutText(disk, { part: 'email:greeting', base: { text: 'Hallo,' } });
    expect(kept).toMatchObject({ kind: 'conflict' });
  });
});
