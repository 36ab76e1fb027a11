/**
 * Why a subscriber gets an edition: it has their tag, or a shorter form of their tag, or it is the source
 * because there is neither.
 */
export type EditionChoice = 'exact' | 'lookup' | 'default';

interface ResolvedEdition {
  /** The locale, spelled as in `available`, or the source. */
  readonly locale: string;
  readonly reason: EditionChoice;
}

/**
 * The canonical form of a language tag (BCP 47); undefined if the text is not a tag. Accepts underscores as
 * hyphens, because many programs write `nl_NL`.
 */
export function canonicalTag(text: string): string | undefined {
  try {
    const [tag] = Intl.getCanonicalLocales(text.trim().replaceAll('_', '-'));
    // Intl accepts any word of five to eight letters as a language ("dutch"), but none of these is
    // registered.
    return tag !== undefined && /^[a-z]{2,3}(?:-|$)/.test(tag) ? tag : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * The edition for a subscriber's language, found by lookup (RFC 4647, 3.4): the tag loses its last subtag
 * until an edition matches. So a reader of `nl-BE` gets `nl`, and a reader of `pt-BR` never gets `pt-PT`,
 * which Brazilians consider another language. A text that is not a tag gets the source.
 */
export function resolveEdition(
  requested: string | undefined,
  available: readonly string[],
  source: string,
): ResolvedEdition {
  const whole = requested === undefined ? undefined : canonicalTag(requested);
  const editions = new Map(available.map((locale) => [canonicalTag(locale), locale]));
  for (let range = whole ?? ''; range !== ''; range = shorten(range)) {
    const locale = editions.get(range);
    if (locale !== undefined) return { locale, reason: range === whole ? 'exact' : 'lookup' };
  }
  return { locale: source, reason: 'default' };
}

/** The edition for a tag by the same lookup; undefined if no edition matches. */
export function matchEdition(tag: string | undefined, available: readonly string[]): string | undefined {
  if (tag !== undefined && available.includes(tag)) return tag;
  const { locale, reason } = resolveEdition(tag, available, '');
  return reason === 'default' ? undefined : locale;
}

/** A subtag of one letter introduces the next subtag, so the two are removed together. */
function shorten(range: string): string {
  const subtags = range.split('-').slice(0, -1);
  if (subtags.at(-1)?.length === 1) subtags.pop();
  return subtags.join('-');
}
