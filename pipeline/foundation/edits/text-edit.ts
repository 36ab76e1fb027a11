/** Replaces the text between two offsets. Offsets count UTF-16 units in the text before the change. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Thrown if two edits change the same piece of a text. */
export class OverlapError extends Error {
  override readonly name = 'OverlapError';
}

/** Applies edits to a text. They may come in any order but must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let done = 0;
  for (const { start, end, text: piece } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < done) throw new OverlapError();
    result += text.slice(done, start) + piece;
    done = end;
  }
  return result + text.slice(done);
}

/** The line break that a text uses, judged by its first one. */
export const lineBreakOf = (text: string) => (/\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n');

export const lineStart = (text: string, at: number) => text.lastIndexOf('\n', at - 1) + 1;

/** The offset at which a line ends, before its line break. */
export function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  if (found < 0) return text.length;
  return found > at && text[found - 1] === '\r' ? found - 1 : found;
}

/** The end of the blank lines after the end of a line, before their last line break. */
export function endOfBlankLines(text: string, end: number): number {
  return end + (/^(?:\r?\n[ \t]*)*(?=\r?\n)/.exec(text.slice(end))?.[0].length ?? 0);
}

/** Whether only spaces come before an offset on its line. */
export const isFirstOnLine = (text: string, at: number) =>
  /^[ \t]*$/.test(text.slice(lineStart(text, at), at));
