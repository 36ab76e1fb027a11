/** The placeholders that `courant new` writes into a draft. */
export const placeholderText = '\u2026';
export const placeholderLink = 'https://example.org/\u2026';

const unfinished = /^(?:\u2026|\.{3}|(?:TODO|TBD|FIXME|XXX)(?:\s*[:(\u2026].*|\s*\.{3}.*)?)$/s;

/** Whether a text only holds the place of another: "…", "TODO", "TODO: ask the mayor". */
export function isPlaceholder(text: string): boolean {
  return unfinished.test(text.trim());
}

/** Whether an address is unfinished: "https://example.org/…". */
export function isPlaceholderLink(address: string): boolean {
  return /(?:\u2026|\.{3}|\bTODO)$/.test(address.trim());
}
