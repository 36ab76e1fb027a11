import type { Files } from '../../foundation/files/files.ts';
import type { Report } from '../../foundation/problems/report.ts';
import { parseJson } from '../../foundation/sources/parse-json.ts';
import { readSource } from '../../foundation/sources/read-source.ts';
import { isObject, typeName } from '../../foundation/sources/reading.ts';
import { pluralBase, pluralCategories } from '../../publication/locales/plurals.ts';
import type { LocaleText, LocaleTexts } from '../../publication/locales/read-locales.ts';
import { flatten } from './words.ts';

/** How a text of the interface stands in a language. */
export interface LocalePart {
  readonly namespace: string;
  /** As it stands in the file, with its plural suffix. */
  readonly key: string;
  /** The key without that suffix: what all forms of a text share. */
  readonly family: string;
  /** The plural category; undefined for a text without plural forms. */
  readonly form: string | undefined;
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

/** The texts of one namespace in two languages, and what the one was made from. */
export interface LocalesToCompare {
  readonly namespace: string;
  /** The language that is translated into. */
  readonly locale: string;
  readonly source: LocaleTexts | undefined;
  readonly own: LocaleTexts | undefined;
  readonly record: Texts;
}

/**
 * Holds the texts of one namespace against those of the source language, in the order of the source. A text with
 * plural forms has those of its own language: what it lacks of them is missing.
 */
export function compareLocale({ namespace, locale, source, own, record }: LocalesToCompare): LocalePart[] {
  const originals = source?.get(namespace) ?? new Map<string, LocaleText>();
  const texts = own?.get(namespace) ?? new Map<string, LocaleText>();
  const theirs = formsOf(originals, originals);
  // A plural form that stands alone is told by those of the source.
  const ours = formsOf(texts, new Map([...originals, ...texts]));
  return [...new Set([...theirs.keys(), ...ours.keys()])].flatMap((family) =>
    formsWanted(theirs.get(family), ours.get(family), locale).map((form): LocalePart => {
      const key = keyOf(family, form);
      const text = texts.get(key);
      const original = originals.get(key) ?? originals.get(`${family}_other`) ?? originals.get(family);
      const was = record.get(key);
      const state = stateOf(original?.text, text?.text, was);
      return { namespace, key, family, form, state, source: original?.text, own: text, was };
    }),
  );
}

const keyOf = (family: string, form: string | undefined) =>
  form === undefined ? family : `${family}_${form}`;

type Form = string | undefined;

function formsOf(
  texts: ReadonlyMap<string, LocaleText>,
  beside: ReadonlyMap<string, LocaleText>,
): ReadonlyMap<string, readonly Form[]> {
  const forms = new Map<string, Form[]>();
  for (const key of texts.keys()) {
    const { base, category } = pluralBase(key, beside);
    forms.set(base, [...(forms.get(base) ?? []), category]);
  }
  return forms;
}

/** The forms that a text has or should have in its language. */
function formsWanted(
  theirs: readonly Form[] | undefined,
  ours: readonly Form[] | undefined,
  locale: string,
): readonly Form[] {
  const isPlural = (ours ?? theirs)?.some((form) => form !== undefined) ?? false;
  const needed = theirs === undefined ? [] : isPlural ? pluralCategories(locale) : [undefined];
  return [...new Set([...needed, ...(ours ?? [])])];
}

function stateOf(
  source: string | undefined,
  text: string | undefined,
  was: string | undefined,
): LocalePart['state'] {
  if (source === undefined) return 'extra';
  if (text === undefined || text.trim() === '') return 'missing';
  return was !== undefined && flatten(was) !== flatten(source) ? 'stale' : 'done';
}

/** The record once all texts are accepted as they stand. */
export function printLocaleRecord(parts: readonly LocalePart[]): string {
  const accepted = parts.filter(({ state }) => state === 'done' || state === 'stale');
  return `${JSON.stringify(Object.fromEntries(accepted.map(({ key, source }) => [key, source])), null, 2)}\n`;
}
