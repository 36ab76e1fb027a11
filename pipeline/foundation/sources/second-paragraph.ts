import type { Source } from '../problems/place.ts';

/** A key, or the dash of an item. */
const structure = /^\s*(?:-(?:\s|$)|[\w$-]+:(?:\s|$)|#|---|\.\.\.)/;

/**
 * Whether a line is the second paragraph of a text: it has no key, and above it are an empty line and a text
 * that was not opened by ">" or "|". YAML ends such a text there, or joins the two.
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
  hint: 'Make it a block: "- paragraph: " in front of it, in the column of the other dashes. A text has one paragraph.',
};
