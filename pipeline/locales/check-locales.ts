import type { Place } from '../problems/place.ts';
import type { Report } from '../problems/report.ts';
import { suggest } from '../problems/suggest.ts';
import { codeKeys } from './message-key.ts';
import { placeholdersOf, refuseSyntax } from './placeholders.ts';
import { pluralBase, pluralCategories } from './plurals.ts';
import type { LocaleText, LocaleTexts } from './read-locales.ts';

/** A text that a template asks for, as `namespace:key`. */
export interface UsedKey {
  readonly key: string;
  readonly place: Place | undefined;
}

/**
 * Holds the languages against each other and against what is used: every text that one language or a template
 * has stands in all of them, filled in, with the same placeholders and every plural form of its language.
 */
export function checkLocales(
  locales: ReadonlyMap<string, LocaleTexts>,
  used: readonly UsedKey[],
  report: Report,
): void {
  const usedKeys = new Map<string, Place | undefined>(codeKeys.map((key) => [key, undefined]));
  for (const { key, place } of used) usedKeys.set(key, usedKeys.get(key) ?? place);
  const families = [...locales].map(([locale, texts]) => ({ locale, families: familiesOf(texts) }));
  const all = new Set(families.flatMap((each) => [...each.families.keys()]));

  for (const { locale, families: own } of families) {
    for (const key of [...all].sort()) {
      const family = own.get(key);
      const others = families.filter((each) => each.locale !== locale && each.families.has(key));
      if (family === undefined) reportMissing(key, locale, locales, others[0]?.locale ?? '', report);
      else checkFamily(key, locale, family, others[0], report);
      if (family !== undefined && !usedKeys.has(key)) {
        const nearest = suggest(
          key,
          [...usedKeys.keys()].filter((each) => !all.has(each)),
        );
        const name = shortName(key);
        report.add(
          'locale-key-unused',
          { key: name, nearest: nearest ? [shortName(nearest)] : [] },
          family.forms[0]?.place,
        );
      }
    }
  }
  for (const [key, place] of usedKeys) {
    if (!all.has(key)) report.add('locale-key-unknown', { key, known: [...all].sort() }, place);
  }
}

/** A text in all its plural forms. */
interface Family {
  readonly forms: readonly LocaleText[];
  /** The plural categories given; empty for a text without plural forms. */
  readonly categories: readonly string[];
}

function familiesOf(texts: LocaleTexts): Map<string, Family> {
  const families = new Map<string, Family>();
  for (const [namespace, entries] of texts) {
    for (const [key, text] of entries) {
      const { base, category } = pluralBase(key, entries);
      const name = `${namespace}:${base}`;
      const { forms = [], categories = [] } = families.get(name) ?? {};
      families.set(name, {
        forms: [...forms, text],
        categories: category === undefined ? categories : [...categories, category],
      });
    }
  }
  return families;
}

function reportMissing(
  key: string,
  locale: string,
  locales: ReadonlyMap<string, LocaleTexts>,
  other: string,
  report: Report,
): void {
  const [namespace = ''] = key.split(':');
  const first = locales.get(locale)?.get(namespace)?.values().next().value;
  // A file that is missing as a whole has been reported once.
  if (first === undefined) return;
  const place = { source: first.place.source, start: 0, end: 1 };
  report.add(
    'locale-key-missing',
    { key: shortName(key), locale, other: `locales/${other}/${namespace}.json` },
    place,
  );
}

function checkFamily(
  key: string,
  locale: string,
  family: Family,
  other: { locale: string; families: Map<string, Family> } | undefined,
  report: Report,
): void {
  const name = shortName(key);
  for (const { text, place } of family.forms) {
    if (text.trim() === '') report.add('locale-key-empty', { key: name }, place);
    const reason = refuseSyntax(text);
    if (reason) report.add('locale-syntax', { key: name, reason }, place);
  }
  const [first] = family.forms;
  if (family.categories.length > 0) {
    for (const category of pluralCategories(locale)) {
      if (family.categories.includes(category)) continue;
      report.add('locale-plural-missing', { key: name, locale, category }, first?.place);
    }
  }
  const theirs = other?.families.get(key);
  if (theirs === undefined || other === undefined) return;
  const [here, there] = [namesOf(family), namesOf(theirs)];
  if (here === there || family.forms.some(({ text }) => text.trim() === '')) return;
  const [namespace] = key.split(':');
  report.add(
    'locale-placeholders',
    { key: name, here, there, other: `locales/${other.locale}/${namespace}.json` },
    first?.place,
  );
}

/** The placeholders of all forms together: the form for one may do without the number. */
function namesOf(family: Family): string {
  const names = new Set(family.forms.flatMap(({ text }) => placeholdersOf(text)));
  return names.size === 0
    ? '(none)'
    : [...names]
        .sort()
        .map((each) => `{{${each}}}`)
        .join(', ');
}

function shortName(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}
