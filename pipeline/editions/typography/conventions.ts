import type { Typography } from '../../publication/newsletter/newsletter-schema.ts';
import table from './conventions.json' with { type: 'json' };

/** The typographic conventions of a language. */
export interface Convention extends Typography {
  /** Whether a no-break space goes before `; ! ? :`. */
  readonly spacedMarks?: boolean;
  /** Words that stay on the same line as the number before them, such as "million". */
  readonly afterNumber?: readonly string[];
  /** Words that stay on the same line as the number after them, such as "p.". */
  readonly beforeNumber?: readonly string[];
  /** Regular expressions for parts of postal addresses at whose spaces no line breaks, such as a postcode. */
  readonly addresses?: readonly string[];
}

type Row = Convention & { readonly source: string };

const rows = new Map(Object.entries(table as unknown as Record<string, Row>));

/**
 * The conventions of a language: those of its tag and of all shorter forms of the tag (RFC 4647, section
 * 3.4), overridden by newsletter.yaml. Undefined if there are none.
 */
export function conventionOf(locale: string, own: Typography | undefined): Convention | undefined {
  const parts = locale.split('-');
  const tags = parts.map((_, index) => parts.slice(0, index + 1).join('-'));
  const found = [...tags.flatMap((tag) => rows.get(tag) ?? []), ...(own ? [own] : [])];
  if (found.length === 0) return undefined;
  const { source: _, ...convention } = Object.assign({}, ...found) as Row;
  return convention;
}
