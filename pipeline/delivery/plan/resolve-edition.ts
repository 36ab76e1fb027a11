/** Why a subscriber gets an edition: their own tag, a shorter form of it, or the source language for want of both. */
export type EditionChoice = 'exact' | 'lookup' | 'default';

export interface ResolvedEdition {
  /** As it stands in `available`, or the source. */
  readonly locale: string;
  readonly reason: EditionChoice;
}

/**
 * The edition for a subscriber's language, by lookup (RFC 4647, 3.4): the tag is shortened from its end until an
 * edition has it. So `nl-BE` reads `nl`, and `pt-BR` never gets `pt-PT`, which is another language to its readers.
 */
export function resolveEdition(
  requested: string | undefined,
  available: readonly string[],
  source: string,
): ResolvedEdition {
  if (requested === undefined) return { locale: source, reason: 'default' };
  const editions = new Map(available.map((locale) => [canonical(locale), locale]));
  const whole = canonical(requested);
  for (let range = whole; range !== ''; range = shorten(range)) {
    const locale = editions.get(range);
    if (locale !== undefined) return { locale, reason: range === whole ? 'exact' : 'lookup' };
  }
  return { locale: source, reason: 'default' };
}

/** Throws a RangeError when it is no tag: the store holds none that is not. */
const canonical = (locale: string) => new Intl.Locale(locale).toString();

/** A subtag of one letter introduces the one after it and goes with it. */
function shorten(range: string): string {
  const subtags = range.split('-').slice(0, -1);
  if (subtags.at(-1)?.length === 1) subtags.pop();
  return subtags.join('-');
}
