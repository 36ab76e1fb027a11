import type { Place } from '../../foundation/problems/place.ts';
import { asWarning, type Problem } from '../../foundation/problems/problem.ts';
import { Report } from '../../foundation/problems/report.ts';
import { suggest } from '../../foundation/problems/suggest.ts';
import { keepLatest } from '../../foundation/program/keep-latest.ts';
import { codeKeys, codeValues } from './message-key.ts';
import { placeholdersOf, refuseText } from './placeholders.ts';
import { pluralCategories } from './plurals.ts';
import type { LocaleTexts } from './read-locales.ts';
import { familiesOf, hasPlurals, placeholderNames, shortName, type TextFamily } from './text-families.ts';

/**
 * A text that a template uses: its key (`namespace:key`), and the names of the values that the template
 * passes.
 */
interface UsedKey {
  readonly key: string;
  readonly values: readonly string[];
  readonly place: Place;
}

/** The uses of texts by key. */
type Uses = ReadonlyMap<string, readonly UsedKey[]>;

interface Language {
  readonly locale: string;
  readonly texts: LocaleTexts;
  readonly families: ReadonlyMap<string, TextFamily>;
}

/**
 * Compares the languages with each other and with the templates. If any language or template has a text, all
 * languages must have it: filled in, with the same placeholders, and with every plural form of the language.
 * Unused texts are reported only if `isWhole`, which means that every template could be read, and only if
 * they are the publication's own: it cannot delete those that Courant ships. Problems of a `spared` language
 * are warnings.
 */
export function checkLocales(
  locales: ReadonlyMap<string, LocaleTexts>,
  used: readonly UsedKey[],
  isWhole: boolean,
  report: Report,
  spared: ReadonlySet<string> = new Set(),
): void {
  const [first = locales] = locales.values();
  const parts = [isWhole, ...[...locales].flat(), ...used];
  const { languages, all, found } = keepComparison(first, parts, () =>
    compareLanguages(locales, used, isWhole),
  );
  // If no language has a text in a namespace, its files are missing or empty. That has been reported.
  const isEmpty = (namespace: string) => languages.every(({ texts }) => texts.get(namespace)?.size === 0);
  const isUnknown = (key: string) => !all.has(key) && !isEmpty(key.split(':')[0] ?? '');

  for (const [locale, problems] of found)
    report.problems.push(...(spared.has(locale) ? problems.map(asWarning) : problems));
  for (const { key, values, place } of used) {
    if (isUnknown(key)) report.add('locale-key-unknown', { key, known: [...all].sort() }, place);
    const isPlural = languages.some(({ families }) => hasPlurals(families.get(key)));
    if (isPlural && !values.includes('count'))
      report.add('locale-plural-count', { key: shortName(key) }, place);
  }
  for (const key of codeKeys) {
    if (isUnknown(key)) report.add('locale-key-unknown', { key, known: [...all].sort() });
  }
}

interface Comparison {
  readonly languages: readonly Language[];
  /** The keys of all languages. */
  readonly all: ReadonlySet<string>;
  /** The problems of each language, by locale. */
  readonly found: ReadonlyMap<string, readonly Problem[]>;
}

const keepComparison = keepLatest<Comparison>();

function compareLanguages(
  locales: ReadonlyMap<string, LocaleTexts>,
  used: readonly UsedKey[],
  isWhole: boolean,
): Comparison {
  const languages = [...locales].map(([locale, texts]) => ({
    locale,
    texts,
    families: familiesOf(texts, [...locales.values()]),
  }));
  const all = new Set(languages.flatMap(({ families }) => [...families.keys()]));
  const uses = Map.groupBy(used, ({ key }) => key);
  const usedKeys = new Set<string>([...codeKeys, ...uses.keys()]);
  const unknown = [...usedKeys].filter((key) => !all.has(key));
  const found = new Map<string, readonly Problem[]>();
  for (const language of languages) {
    const own = new Report();
    for (const key of [...all].sort()) {
      const family = language.families.get(key);
      const other = languages.find((each) => each !== language && each.families.has(key));
      const first = languages.find((each) => each.families.has(key));
      if (family === undefined) reportMissing(key, language, other, own);
      else {
        checkForms(key, family, language, own);
        checkValues(key, family, uses, own);
        if (first && first !== language) comparePlaceholders(key, family, first, uses, own);
        const text = family.forms.find(({ isOwn }) => isOwn);
        if (isWhole && text && !usedKeys.has(key)) reportUnused(key, text.place, unknown, own);
      }
    }
    found.set(language.locale, own.problems);
  }
  return { languages, all, found };
}

function reportMissing(key: string, { texts }: Language, other: Language | undefined, report: Report): void {
  const [namespace = ''] = key.split(':');
  const first = texts.get(namespace)?.values().next().value;
  // A missing or empty file is reported as a whole, not for each text.
  if (first === undefined || other === undefined) return;
  const { source } = first.place;
  const locale = /^locales\/([^/]+)/.exec(source.file)?.[1] ?? '';
  const file = `locales/${other.locale}/${namespace}.json`;
  report.add(
    'locale-key-missing',
    { key: shortName(key), locale, other: file },
    { source, start: 0, end: 1 },
  );
}

/** Checks every form of a text, and that its forms are exactly the plural categories of the language. */
function checkForms(key: string, family: TextFamily, { locale }: Language, report: Report): void {
  const name = shortName(key);
  for (const form of family.forms) {
    if (!form.isText) continue;
    if (form.text.trim() === '') report.add('locale-key-empty', { key: name }, form.place);
    const reason = refuseText(form.text, locale);
    if (reason) report.add('locale-syntax', { key: name, reason }, form.place);
  }
  if (!hasPlurals(family)) return;
  const needed = pluralCategories(locale);
  for (const category of needed) {
    if (family.forms.some((form) => form.category === category)) continue;
    report.add('locale-plural-missing', { key: name, locale, category }, family.forms[0]?.place);
  }
  for (const form of family.forms) {
    // i18next accepts a form for zero in any language.
    if (form.category === undefined || form.category === 'zero' || needed.includes(form.category)) continue;
    report.add('locale-key-unused', { key: form.key, nearest: [] }, form.place);
  }
}

/** Checks that every use of a text passes the values that the text needs. */
function checkValues(key: string, family: TextFamily, uses: Uses, report: Report): void {
  const given = givenTo(key, uses);
  if (given === undefined) return;
  for (const form of family.forms) {
    for (const { name } of placeholdersOf(form.text)) {
      // If a use passes no number to a text with plural forms, that use has been reported.
      if (given.includes(name) || (name === 'count' && hasPlurals(family))) continue;
      // A publication cannot edit a text that Courant ships, only the template that uses it.
      const use = uses.get(key)?.find(({ values }) => !values.includes(name));
      const where = form.isOwn ? form.place : (use?.place ?? form.place);
      report.add('locale-placeholder-unknown', { key: shortName(key), name, given }, where);
    }
  }
}

/** The values that all uses of a text pass; undefined if nothing uses it. */
function givenTo(key: string, uses: Uses): readonly string[] | undefined {
  if ((codeKeys as readonly string[]).includes(key)) return codeValues(key);
  const [first, ...others] = uses.get(key) ?? [];
  return first?.values.filter((name) => others.every(({ values }) => values.includes(name)));
}

function comparePlaceholders(
  key: string,
  family: TextFamily,
  first: Language,
  uses: Uses,
  report: Report,
): void {
  const theirs = first.families.get(key);
  const isWritten = (each: TextFamily) => each.forms.every(({ text }) => text.trim() !== '');
  if (theirs === undefined || !isWritten(theirs) || !isWritten(family)) return;
  const given = givenTo(key, uses);
  const [here, there] = [placeholderNames(family, given), placeholderNames(theirs, given)];
  if (here === there) return;
  const other = `locales/${first.locale}/${key.split(':')[0]}.json`;
  report.add('locale-placeholders', { key: shortName(key), here, there, other }, family.forms[0]?.place);
}

function reportUnused(key: string, place: Place, unknown: readonly string[], report: Report): void {
  const nearest = suggest(key, unknown);
  report.add(
    'locale-key-unused',
    { key: shortName(key), nearest: nearest ? [shortName(nearest)] : [] },
    place,
  );
}
