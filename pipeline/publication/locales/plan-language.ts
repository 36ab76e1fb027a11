import type { Files } from '../../foundation/files/files.ts';
import { Report } from '../../foundation/problems/report.ts';
import { matchEdition } from './language-tag.ts';
import { localeRecordPath } from './locale-records.ts';
import { pluralBase, pluralCategories } from './plurals.ts';
import { type LocaleText, namespaces, readLocales } from './read-locales.ts';

/** The files that a new language needs; plain data, nothing is written. */
export interface LanguagePlan {
  /**
   * The language that the texts were taken from: the new one if Courant ships it, a more general one, or the
   * source.
   */
  readonly from: string;
  readonly files: readonly PlannedFile[];
}

export interface PlannedFile {
  readonly path: string;
  readonly text: string;
  /** How many of its texts are copies in the source language. */
  readonly untranslated: number;
}

type Texts = Readonly<Record<string, string>>;

/**
 * Plans the interface texts of a language that a publication adds. Where Courant ships them, nothing needs to be
 * written; a regional form (`de-AT`) starts from the shipped texts of its language. Any other language gets the texts of
 * the source language, each marked as a copy in the record beside it, with the dates and the plural forms of its own.
 * Texts that the publication has already stay as they are.
 */
export async function planLanguage(
  layers: readonly Files[],
  { locale, source }: { locale: string; source: string },
): Promise<LanguagePlan> {
  const shipped = (await layers[0]?.list('locales')) ?? [];
  const from =
    matchEdition(
      locale,
      shipped.map(({ name }) => name),
    ) ?? source;
  if (from === locale && layers.length > 1) return { from, files: [] };
  const texts = await readLocales(layers, [source, from, locale], new Report());
  const files = namespaces.flatMap((namespace) => {
    const textsIn = (tag: string) => textsOf(texts.get(tag)?.get(namespace) ?? new Map());
    const own = textsIn(locale);
    const wanted = from === source ? copiesOf(textsIn(source), locale) : textsIn(from);
    const added = Object.entries(wanted).filter(([key]) => !Object.hasOwn(own, key));
    if (added.length === 0) return [];
    const marks =
      from === source
        ? added.filter(([, text]) => hasWords(text)).map(([key, copied]) => [key, { copied }])
        : added.flatMap(([key]) => originalOf(key, textsIn(source)) ?? []);
    const untranslated = from === source ? marks.length : 0;
    const text = print({ ...own, ...Object.fromEntries(added) });
    return [
      { path: `locales/${locale}/${namespace}.json`, text, untranslated },
      ...(marks.length > 0
        ? [
            {
              path: localeRecordPath(locale, namespace),
              text: print(Object.fromEntries(marks)),
              untranslated: 0,
            },
          ]
        : []),
    ];
  });
  return { from, files };
}

const textsOf = (texts: ReadonlyMap<string, LocaleText>): Texts =>
  Object.fromEntries([...texts].map(([key, { text }]) => [key, text]));

/** A shipped text in the source language, from its record. */
function originalOf(key: string, source: Texts): [[string, string]] | undefined {
  const general = `${key.slice(0, key.lastIndexOf('_'))}_other`;
  const text = source[key] ?? source[general];
  return text === undefined ? undefined : [[key, text]];
}

/** The source's texts under the keys of another language: with its plural forms and its date format. */
function copiesOf(originals: Texts, locale: string): Texts {
  const keys = new Map(Object.entries(originals));
  const copies: Record<string, string> = {};
  for (const [key, text] of keys) {
    const { base, category } = pluralBase(key, keys);
    const forms = category === undefined ? [key] : pluralCategories(locale).map((each) => `${base}_${each}`);
    for (const form of forms)
      copies[form] = withPlainDates(keys.get(form) ?? keys.get(`${base}_other`) ?? text);
  }
  return copies;
}

const dateParts = /\{\{(\w+),\s*date\b[^{}]*\}\}(?:\s*\{\{\1,\s*date\b[^{}]*\}\})*/g;

/** The date format comes from CLDR, so that translators need not translate its parts. */
function withPlainDates(text: string): string {
  return text.replace(dateParts, (parts, name) => {
    const style = /weekday|full/.test(parts) ? 'full' : 'long';
    return `{{${name}, date(dateStyle: ${style})}}`;
  });
}

const hasWords = (text: string) => /\p{L}/u.test(text.replace(/\{\{[^{}]*\}\}/g, ''));

const print = (texts: object) => `${JSON.stringify(texts, null, 2)}\n`;
