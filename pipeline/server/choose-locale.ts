import { parseAccept } from 'hono/utils/accept';
import { resolveEdition } from '../delivery/plan/resolve-edition.ts';
import { canonicalTag } from '../publication/newsletter/check-newsletter.ts';

/** The edition's language for a tag, by lookup (RFC 4647, 3.4); undefined when there is none for it. */
export function matchLocale(tag: string | undefined, editions: readonly string[]): string | undefined {
  if (tag !== undefined && editions.includes(tag)) return tag;
  const canonical = tag === undefined ? undefined : canonicalTag(tag);
  if (canonical === undefined) return undefined;
  const { locale, reason } = resolveEdition(canonical, editions, '');
  return reason === 'default' ? undefined : locale;
}

/** The language that a browser likes best of those that there are (RFC 9110, 12.5.4). */
export function acceptedLocale(header: string | undefined, editions: readonly string[]): string | undefined {
  const wanted = parseAccept(header ?? '')
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q);
  for (const { type } of wanted) {
    const found = matchLocale(type, editions);
    if (found !== undefined) return found;
  }
  return undefined;
}
