/** Escapes a text for one line of Markdown. */
export function plainLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\[\]<>*_`#]/g, '\\$&');
}
