/** A text on one line of Markdown, its signs meaning themselves. */
export function plainLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\[\]<>*_`#]/g, '\\$&');
}
