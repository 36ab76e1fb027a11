/** The placeholders that `courant new` writes into a draft. */
export const placeholderText = '\u2026';
export const placeholderLink = 'https://example.org/\u2026';

const unfinished = /^(?:\u2026|\.{3}|(?:TODO|TBD|FIXME|XXX)(?:\s*[:(\u2026].*|\s*\.{3}.*)?)$/s;

/** Whether a text is nothing but a placeholder: "…", "TODO", "TODO: ask the mayor". */
export function isPlaceholder(text: string): boolean {
  return unfinished.test(text.trim());
}

const openNames =
  'name|naam|nom|nombre|title|titel|titre|date|datum|fecha|place|plaats|link|url|text|tekst|texte|texto|photo|foto';

/**
 * Placeholders within a longer text. Excludes "XXX" in capitals, which may be a number, and "[EU]", which may
 * explain a quotation.
 */
const fillers = [
  /\blorem ipsum\b/i,
  new RegExp(`\\[(?:${openNames})\\](?![([])`, 'i'),
  /(?<![^\s("'])x{3,}(?![\w.])/,
  /\b(?:TODO|FIXME):/,
];

/** The first filler in a text: "Lorem ipsum", "[NAME]", "xxx", "TODO:". */
export function findFiller(text: string): string | undefined {
  return fillers.map((filler) => filler.exec(text)?.[0]).find((found) => found !== undefined);
}

/** Whether an address is unfinished: "https://example.org/…". */
export function isPlaceholderLink(address: string): boolean {
  return /(?:\u2026|\.{3}|\bTODO)$/.test(address.trim());
}
