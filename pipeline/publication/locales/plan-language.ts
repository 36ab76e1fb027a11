import type { Files } from '../../foundation/files/files.ts';
import { Report } from '../../foundation/problems/report.ts';
import { matchEdition } from './language-tag.ts';
import { localeRecordPath } from './locale-records.ts';
import { pluralBase, pluralCategories } from './plurals.ts';
import { type LocaleText, namespaces, readLocales } from './read-locales.ts';

/** The files that a new language needs, as plain data. Nothing is written. */
interface LanguagePlan {
  /**
   * The language whose texts were used: the new language itself if Courant ships it, a more general one, or
   * the source.
   */
  readonly from: string;
  readonly files: readonly PlannedFile[];
}

export interface PlannedFile {
  readonly path: string;
  readonly text: string;
  /** The number of texts that are copies in the source language. */
  readonly untranslated: number;
}

type Texts = Readonly<Record<string, string>>;

/**
 * Plans the interface texts of a language that a publication adds. A language that Courant ships needs no
 * files, and a regional form (`de-AT`) starts with the shipped texts of its language. Any other language
 * starts with the texts of the source language, but with its own plural forms and date format; the record
 * beside them marks each one as a copy. Texts that the publication already has are kept.
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

/**
 * The source text from which a shipped text in the source language was translated, according to its record.
 */
function originalOf(key: string, source: Texts): [[string, string]] | undefined {
  const general = `${key.slice(0, key.lastIndexOf('_'))}_other`;
  const text = source[key] ?? source[general];
  return text === undefined ? undefined : [[key, text]];
}

/**
 * The source's texts under the keys that another language needs, with that language's plural forms and date
 * format.
 */
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

/** CLDR supplies the date format, so translators need not write one. */
function withPlainDates(text: string): string {
  return text.replace(dateParts, (parts, name) => {
    const style = /weekday|full/.test(parts) ? 'full' : 'long';
    return `{{${name}, date(dateStyle: ${style})}}`;
  });
}

const hasWords = (text: string) => /\p{L}/u.test(text.replace(/\{\{[^{}]*\}\}/g, ''));

const print = (texts: object) => `${JSON.stringify(texts, null, 2)}\n`;
