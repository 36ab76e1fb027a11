import { placeholdersOf } from './placeholders.ts';
import { pluralBase } from './plurals.ts';
import type { LocaleText, LocaleTexts } from './read-locales.ts';

/** A text with all its plural forms. */
export interface TextFamily {
  readonly forms: readonly TextForm[];
}

interface TextForm extends LocaleText {
  /** The key as in the file, with its plural suffix. */
  readonly key: string;
  /** The plural category; undefined for a text without plural forms. */
  readonly category: string | undefined;
}

/**
 * The texts of a language by `namespace:key`, with plural forms grouped. If a language has only one form of a
 * text, the forms in other languages show that it is a plural form.
 */
export function familiesOf(
  texts: LocaleTexts,
  others: readonly LocaleTexts[] = [],
): ReadonlyMap<string, TextFamily> {
  const families = new Map<string, TextFamily>();
  for (const [namespace, entries] of texts) {
    const known = new Map([...others, texts].flatMap((each) => [...(each.get(namespace) ?? [])]));
    for (const [key, text] of entries) {
      const { base, category } = pluralBase(key, known);
      const name = `${namespace}:${base}`;
      const forms = families.get(name)?.forms ?? [];
      families.set(name, { forms: [...forms, formOf(text, key, category)] });
    }
  }
  return families;
}

/** A copy of a text with its place would find the place. */
function formOf(original: LocaleText, key: string, category: string | undefined): TextForm {
  const { text, isText, isOwn } = original;
  return {
    text,
    isText,
    isOwn,
    key,
    category,
    get place() {
      return original.place;
    },
  };
}

export function hasPlurals(family: TextFamily | undefined): boolean {
  return family?.forms.some(({ category }) => category !== undefined) ?? false;
}

/**
 * The placeholders of all forms together, for comparison: a singular form may leave out the number. Ignores
 * placeholders that get no value, because another check reports them.
 */
export function placeholderNames({ forms }: TextFamily, given: readonly string[] | undefined): string {
  const placeholders = forms.flatMap(({ text }) => placeholdersOf(text));
  const names = new Set(
    placeholders
      .filter(({ name }) => given === undefined || given.includes(name))
      .map(({ name, format }) => {
        // A date must have the same format everywhere; a number need not have one.
        const kind = /^\w+/.exec(format ?? '')?.[0];
        return kind === undefined || kind === 'number' ? `{{${name}}}` : `{{${name}, ${kind}}}`;
      }),
  );
  return names.size === 0 ? '(none)' : [...names].sort().join(', ');
}

/** A key without its namespace. */
export function shortName(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}
