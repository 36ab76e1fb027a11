/** A text on one line of Markdown, with its special characters escaped. */
export function plainLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\[\]<>*_`#]/g, '\\$&');
}
