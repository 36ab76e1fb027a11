/** A line of text without its line ending, numbered from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/**
 * Splits pieces of text into lines that end in LF, CRLF or CR. Each group consists of the lines that one
 * piece completes.
 */
export async function* readLines(pieces: AsyncIterable<string>): AsyncGenerator<Line[]> {
  let rest = '';
  let number = 0;
  const take = (texts: readonly string[]) => texts.map((text) => ({ number: ++number, text }));
  for await (const piece of pieces) {
    const texts = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = texts.pop() ?? '';
    if (texts.length > 0) yield take(texts);
  }
  if (rest !== '') yield take(rest.split('\r').filter((text, index) => index === 0 || text !== ''));
}
