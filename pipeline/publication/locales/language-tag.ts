/**
 * The reason for a subscriber's edition: it has their tag, a shorter form of it, or it is the source because
 * there is neither.
 */
export type EditionChoice = 'exact' | 'lookup' | 'default';

export interface ResolvedEdition {
  /** As `available` writes it, or the source. */
  readonly locale: string;
  readonly reason: EditionChoice;
}

/**
 * A language tag (BCP 47) in its canonical form; undefined when the text is not a tag. Many programs write `nl_NL`:
 * an underscore counts as a hyphen.
 */
export function canonicalTag(text: string): string | undefined {
  try {
    const [tag] = Intl.getCanonicalLocales(text.trim().replaceAll('_', '-'));
    // Intl accepts any word of five to eight letters as a language, but none is registered ("dutch").
    return tag !== undefined && /^[a-z]{2,3}(?:-|$)/.test(tag) ? tag : undefined;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * The edition for a subscriber's language, by lookup (RFC 4647, 3.4): the tag loses its last subtag until an edition
 * has it. So `nl-BE` reads `nl`, and `pt-BR` never gets `pt-PT`, which is another language to its readers. The source
 * answers to what is not a tag.
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

/** The edition for a tag, by the same lookup; undefined when no edition answers to it. */
export function matchEdition(tag: string | undefined, available: readonly string[]): string | undefined {
  if (tag !== undefined && available.includes(tag)) return tag;
  const { locale, reason } = resolveEdition(tag, available, '');
  return reason === 'default' ? undefined : locale;
}

/** A subtag of one letter introduces the subtag after it and goes with it. */
function shorten(range: string): string {
  const subtags = range.split('-').slice(0, -1);
  if (subtags.at(-1)?.length === 1) subtags.pop();
  return subtags.join('-');
}
