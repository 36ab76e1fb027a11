import { parseAccept } from 'hono/utils/accept';
import { matchEdition } from '../publication/locales/language-tag.ts';

/** Chooses the edition that a browser prefers according to its Accept-Language header (RFC 9110, 12.5.4). */
export function acceptedLocale(header: string | undefined, editions: readonly string[]): string | undefined {
  const wanted = parseAccept(header ?? '')
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q);
  for (const { type } of wanted) {
    const found = matchEdition(type, editions);
    if (found !== undefined) return found;
  }
  return undefined;
}
