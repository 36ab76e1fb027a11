import type { Source } from '../problems/place.ts';

/**
 * The beginning of a line that is part of the structure: a key, the dash of an item, a comment or a document
 * marker.
 */
const structure = /^\s*(?:-(?:\s|$)|[\w$-]+:(?:\s|$)|#|---|\.\.\.)/;

/**
 * Whether a line begins the second paragraph of a text: it has no key, it follows an empty line, and the text
 * above it was not opened with ">" or "|". YAML ends such a text there, or joins both paragraphs.
 */
export function isSecondParagraph(line: number, source: Source): boolean {
  const text = source.line(line) ?? '';
  if (text.trim() === '' || structure.test(text) || (source.line(line - 1) ?? '').trim() !== '') return false;
  let above = line - 1;
  while (above > 0 && (source.line(above) ?? '').trim() === '') above--;
  const before = source.line(above) ?? '';
  return (
    above > 0 && (!structure.test(before) || /:\s+[^>|\s]/.test(before) || /^\s*-\s+[^>|\s]/.test(before))
  );
}

export const secondParagraph = {
  message: 'A second paragraph begins here, and the text above it has ended.',
  hint: 'Make it a block: write "- paragraph: " before it, with the dash below the other dashes. A text has one paragraph.',
};
