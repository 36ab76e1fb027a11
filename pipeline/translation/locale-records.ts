import type { Files } from '../files/files.ts';
import { pluralBase } from '../locales/plurals.ts';
import type { LocaleText, LocaleTexts } from '../locales/read-locales.ts';
import type { Report } from '../problems/report.ts';
import { parseJson } from '../sources/parse-json.ts';
import { readSource } from '../sources/read-source.ts';
import { isObject, typeName } from '../sources/reading.ts';
import { flatten } from './words.ts';

/** How a text of the interface stands in a language. */
export interface LocalePart {
  readonly namespace: string;
  readonly key: string;
  readonly state: 'done' | 'missing' | 'stale' | 'extra';
  readonly source: string | undefined;
  readonly own: LocaleText | undefined;
  /** What it was translated from; undefined when nothing is recorded. */
  readonly was: string | undefined;
}

type Texts = ReadonlyMap<string, string>;

export const localeRecordPath = (locale: string, namespace: string) =>
  `locales/${locale}/${namespace}.source.json`;

/** Reads what a language's texts were made from, by key; a later layer's words count before an earlier one's. */
export async function readLocaleRecord(
  layers: readonly Files[],
  locale: string,
  namespace: string,
  report: Report,
): Promise<Texts> {
  const path = localeRecordPath(locale, namespace);
  const record = new Map<string, string>();
  for (const files of layers) {
    const source = await readSource(files, path, 'a JSON object of texts', report);
    const tree = source && parseJson(source, report);
    if (tree === undefined) continue;
    if (!isObject(tree.value)) {
      const data = { field: 'The file', expected: 'an object of texts', actual: typeName(tree.value) };
      report.add('wrong-type', data, tree.place([]));
      continue;
    }
    for (const [key, value] of Object.entries(tree.value)) {
      if (typeof value === 'string') record.set(key, value);
    }
  }
  return record;
}

/** Holds the texts of one namespace against those of the source language. */
export function compareLocale(
  namespace: string,
  source: LocaleTexts | undefined,
  own: LocaleTexts | undefined,
  record: Texts,
): LocalePart[] {
  const originals = source?.get(namespace) ?? new Map<string, LocaleText>();
  const texts = own?.get(namespace) ?? new Map<string, LocaleText>();
  const bases = new Set([...texts.keys()].map((key) => pluralBase(key, texts).base));
  const parts = [...texts].map(([key, text]): LocalePart => {
    const original = sourceText(key, texts, originals);
    const was = record.get(key);
    const isStale = was !== undefined && original !== undefined && flatten(was) !== flatten(original);
    const state =
      original === undefined ? 'extra' : text.text.trim() === '' ? 'missing' : isStale ? 'stale' : 'done';
    return { namespace, key, state, source: original, own: text, was };
  });
  const missing = [...originals].filter(([key]) => !bases.has(pluralBase(key, originals).base));
  return [
    ...parts,
    ...missing.map(([key, { text }]): LocalePart => {
      return { namespace, key, state: 'missing', source: text, own: undefined, was: undefined };
    }),
  ];
}

/** A plural form that the source does not have is made from its general one. */
function sourceText(
  key: string,
  texts: ReadonlyMap<string, LocaleText>,
  originals: ReadonlyMap<string, LocaleText>,
): string | undefined {
  const { base } = pluralBase(key, texts);
  return (originals.get(key) ?? originals.get(`${base}_other`) ?? originals.get(base))?.text;
}

/** The record once all texts are accepted as they stand. */
export function printLocaleRecord(parts: readonly LocalePart[]): string {
  const accepted = parts.filter(({ state }) => state === 'done' || state === 'stale');
  return `${JSON.stringify(Object.fromEntries(accepted.map(({ key, source }) => [key, source])), null, 2)}\n`;
}
