import { canonicalTag } from '../../publication/locales/language-tag.ts';
import { localisedText } from '../../publication/newsletter/localised.ts';
import type { Newsletter } from '../../publication/newsletter/newsletter-schema.ts';
import { knownWords, plainWord } from './known-words.ts';

/** The names that people use for a publication's languages and lists. */
export interface ValueNames {
  /** Resolves a language's tag or name to its tag; undefined when it is neither. */
  locale(text: string): string | undefined;
  /** Resolves a list's id or name to its id; undefined when there is no such list. */
  list(text: string): string | undefined;
  /** The ids of all lists. */
  readonly lists: readonly string[];
}

/** The parts of a publication that have names. */
interface NamedValues {
  readonly languages: Pick<Newsletter['languages'], 'editions'>;
  readonly lists: readonly Pick<Newsletter['lists'][number], 'id' | 'name'>[];
}

/**
 * Recognises a language by its name in every language of the publication, in the language itself, and in
 * English. Building the map takes a few milliseconds per import.
 */
export function createValueNames({ languages, lists }: NamedValues): ValueNames {
  const { editions } = languages;
  const localesByName = new Map<string, string>();
  for (const speaker of ['und', ...editions]) {
    const names = new Intl.DisplayNames([speaker], { type: 'language', fallback: 'none' });
    for (const language of twoLetters()) {
      const name = names.of(language);
      if (name !== undefined) localesByName.set(plainWord(name), language);
    }
  }
  for (const locale of [...new Set([...editions, ...localesByName.values()])]) {
    const own = new Intl.DisplayNames([locale], { type: 'language', fallback: 'none' }).of(
      languageOf(locale),
    );
    if (own !== undefined) localesByName.set(plainWord(own), languageOf(locale));
  }
  // If an edition is for one region, the language without a region also means that edition.
  for (const [name, language] of localesByName) {
    const only = editions.filter((locale) => languageOf(locale) === language);
    if (only.length === 1) localesByName.set(name, only[0] ?? language);
  }
  const listsByName = new Map<string, string>();
  for (const { id, name } of lists) {
    const frequency: Readonly<Record<string, readonly string[]>> = knownWords.lists;
    const names = [...editions.map((locale) => localisedText(name, locale)), ...(frequency[id] ?? []), id];
    for (const each of names) listsByName.set(plainWord(each), id);
  }
  return {
    locale(text) {
      // A file has few languages and many rows, so each name is resolved only once.
      const known = localesByName.get(plainWord(text));
      if (known !== undefined) return known;
      const tag = canonicalTag(text);
      if (tag !== undefined && localesByName.size < mostRemembered) localesByName.set(plainWord(text), tag);
      return tag;
    },
    list: (text) => listsByName.get(plainWord(text)),
    lists: lists.map(({ id }) => id),
  };
}

const mostRemembered = 1000;

const languageOf = (locale: string) => new Intl.Locale(locale).language;

/** Every possible two-letter language code (ISO 639-1). */
function twoLetters(): string[] {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  return letters.flatMap((first) => letters.map((second) => first + second));
}
