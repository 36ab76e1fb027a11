import type { Files } from '../../foundation/files/files.ts';
import type { Report } from '../../foundation/problems/report.ts';
import { keepLatest } from '../../foundation/program/keep-latest.ts';
import { isObject } from '../../foundation/sources/reading.ts';
import { pluralBase, pluralCategories } from './plurals.ts';
import { type LocaleText, type LocaleTexts, readTexts, type TextsTree } from './read-locales.ts';

/** The state of an interface text in a language. */
export interface LocalePart {
  readonly namespace: string;
  /** The key as in the file, with its plural suffix. */
  readonly key: string;
  /** The key without the plural suffix, which all forms of a text share. */
  readonly family: string;
  /** The plural category; undefined for a text without plural forms. */
  readonly form: string | undefined;
  readonly state: 'done' | 'missing' | 'stale' | 'extra';
  readonly source: string | undefined;
  readonly own: LocaleText | undefined;
  /** The source text that it was translated from; undefined if there is no record. */
  readonly was: string | undefined;
  /** The copy of the source text that `courant languages add` wrote, if nobody has translated it yet. */
  readonly copied: string | undefined;
}

/**
 * The source text from which each text was translated, by key. To accept a translation, a translator records
 * the current source text. `{ copied }` means that the text is still a copy of the source, as `courant
 * languages add` wrote it. Undefined means that the text was translated from a third language, so it cannot
 * be out of date.
 */
type LocaleRecord = ReadonlyMap<string, string | { readonly copied: string } | undefined>;

export const localeRecordPath = (locale: string, namespace: string) =>
  `locales/${locale}/${namespace}.source.json`;

interface RecordLayer {
  readonly tree: TextsTree;
  /** Whether the texts were translated from a third language. */
  readonly isIndirect: boolean;
}

const keepRecord = keepLatest<LocaleRecord>();
const keepParts = keepLatest<readonly LocalePart[]>();

/**
 * Reads the record of a language's texts. Entries of later layers replace those of earlier ones. The record of the same
 * files is the same object.
 */
export async function readLocaleRecord(
  layers: readonly Files[],
  { locale, source: sourceLocale, namespace }: { locale: string; source: string; namespace: string },
  report: Report,
): Promise<LocaleRecord> {
  const found: RecordLayer[] = [];
  for (const files of layers) {
    const tree = await readTexts(files, localeRecordPath(locale, namespace), report);
    if (tree === undefined) continue;
    // If the source language has a record too, or no texts up to this layer, both languages were translated
    // from a third one.
    const isTranslation = (await files.stat(localeRecordPath(sourceLocale, namespace))) !== undefined;
    const isIndirect = isTranslation || !(await hasTexts(layers, files, sourceLocale, namespace));
    found.push({ tree, isIndirect });
  }
  const parts = found.flatMap(({ tree, isIndirect }) => [tree, isIndirect]);
  return keepRecord(found.at(-1)?.tree ?? found, parts, () => mergeLayers(found));
}

function mergeLayers(layers: readonly RecordLayer[]): LocaleRecord {
  const record = new Map<string, string | { copied: string } | undefined>();
  for (const { tree, isIndirect } of layers) {
    for (const [key, value] of Object.entries(tree.value)) {
      if (typeof value === 'string') record.set(key, isIndirect ? undefined : value);
      else if (isObject(value) && typeof value['copied'] === 'string')
        record.set(key, { copied: value['copied'] });
    }
  }
  return record;
}

/** Whether this layer or an earlier one has texts of a language. */
async function hasTexts(
  layers: readonly Files[],
  upTo: Files,
  locale: string,
  namespace: string,
): Promise<boolean> {
  for (const files of layers.slice(0, layers.indexOf(upTo) + 1)) {
    if ((await files.stat(`locales/${locale}/${namespace}.json`)) !== undefined) return true;
  }
  return false;
}

/** The texts of one namespace in two languages, with the record of the translation. */
interface LocalesToCompare {
  readonly namespace: string;
  /** The target language. */
  readonly locale: string;
  readonly source: LocaleTexts | undefined;
  readonly own: LocaleTexts | undefined;
  readonly record: LocaleRecord;
}

/**
 * Compares the texts of one namespace with those of the source language, in the order of the source. A text
 * with plural forms needs all forms of its own language, and each one that it lacks counts as missing.
 */
export function compareLocale(compared: LocalesToCompare): readonly LocalePart[] {
  const { namespace, locale, source, own, record } = compared;
  return keepParts(record, [namespace, locale, source, own], () => compareTexts(compared));
}

function compareTexts({ namespace, locale, source, own, record }: LocalesToCompare): LocalePart[] {
  const originals = source?.get(namespace) ?? new Map<string, LocaleText>();
  const texts = own?.get(namespace) ?? new Map<string, LocaleText>();
  const theirs = formsOf(originals, originals);
  // A single plural form looks like a text whose name happens to end that way. The source's texts show which
  // it is.
  const ours = formsOf(texts, new Map([...originals, ...texts]));
  return [...new Set([...theirs.keys(), ...ours.keys()])].flatMap((family) =>
    formsWanted(theirs.get(family), ours.get(family), locale).map((form): LocalePart => {
      const key = keyOf(family, form);
      const text = texts.get(key);
      const original = originals.get(key) ?? originals.get(`${family}_other`) ?? originals.get(family);
      const mark = record.get(key);
      const was = typeof mark === 'string' ? mark : undefined;
      const copied = typeof mark === 'object' && mark.copied === text?.text ? mark.copied : undefined;
      const isCopy = copied !== undefined || (!record.has(key) && isVerbatim(text, original));
      const state = isCopy ? 'missing' : stateOf(original?.text, text?.text, was);
      return { namespace, key, family, form, state, source: original?.text, own: text, was, copied };
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

/** The forms that a text has, or should have, in its language. */
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

/** Whether the publication's text is the source text word for word: copied, not translated. */
function isVerbatim(text: LocaleText | undefined, original: LocaleText | undefined): boolean {
  const hasWords = /\p{L}/u.test(text?.text.replace(/\{\{[^{}]*\}\}/g, '') ?? '');
  return hasWords && text?.isOwn === true && text.text === original?.text;
}

const flatten = (text: string) => text.replace(/\s+/g, ' ').trim();

/**
 * The record that accepts all translated texts as they are. `also` names texts to accept although they equal
 * the source, such as "Links".
 */
export function printLocaleRecord(parts: readonly LocalePart[], also: readonly string[] = []): string {
  const entries = parts.flatMap(
    ({ namespace, key, family, state, source, own, copied }): [string, unknown][] => {
      const isNamed = own !== undefined && also.includes(`${namespace}:${family}`);
      if (state === 'done' || state === 'stale' || isNamed) return [[key, source]];
      return copied === undefined ? [] : [[key, { copied }]];
    },
  );
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}
