import type { Typography } from '../../publication/newsletter/newsletter-schema.ts';
import table from './conventions.json' with { type: 'json' };

/** The typography of a language. */
export interface Convention extends Typography {
  /** Whether the space before `; ! ? :` is a no-break space. */
  readonly spacedMarks?: boolean;
  /** Words that stay with the number before them, such as "million". */
  readonly afterNumber?: readonly string[];
  /** Words that stay with the number after them, such as "p.". */
  readonly beforeNumber?: readonly string[];
}

type Row = Convention & { readonly source: string };

const rows = new Map(Object.entries(table as unknown as Record<string, Row>));

/**
 * The convention of a language: the rows of its tag and of every shorter form of it (RFC 4647, 3.4),
 * overridden by newsletter.yaml. Undefined if neither has anything.
 */
export function conventionOf(locale: string, own: Typography | undefined): Convention | undefined {
  const parts = locale.split('-');
  const tags = parts.map((_, index) => parts.slice(0, index + 1).join('-'));
  const found = [...tags.flatMap((tag) => rows.get(tag) ?? []), ...(own ? [own] : [])];
  if (found.length === 0) return undefined;
  const { source: _, ...convention } = Object.assign({}, ...found) as Row;
  return convention;
}
