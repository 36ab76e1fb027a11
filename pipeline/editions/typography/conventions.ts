import type { Typography } from '../../publication/newsletter/newsletter-schema.ts';
import table from './conventions.json' with { type: 'json' };

/** How a language sets its signs. */
export interface Convention extends Typography {
  /** Whether a space before `; ! ? :` is one that no line breaks at. */
  readonly spacedMarks?: boolean;
  /** Words that keep to the number before them, such as "million". */
  readonly afterNumber?: readonly string[];
  /** Words that keep to the number after them, such as "p.". */
  readonly beforeNumber?: readonly string[];
}

type Row = Convention & { readonly source: string };

const rows = new Map(Object.entries(table as unknown as Record<string, Row>));

/**
 * The convention of a language: that of its tag and of every tag that this one refines (RFC 4647, 3.4), and over them
 * what newsletter.yaml says. Undefined when neither knows anything.
 */
export function conventionOf(locale: string, own: Typography | undefined): Convention | undefined {
  const parts = locale.split('-');
  const tags = parts.map((_, index) => parts.slice(0, index + 1).join('-'));
  const found = [...tags.flatMap((tag) => rows.get(tag) ?? []), ...(own ? [own] : [])];
  if (found.length === 0) return undefined;
  const { source: _, ...convention } = Object.assign({}, ...found) as Row;
  return convention;
}
