/** A line of a text, without its end, numbered from 1. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** The lines of a text that comes in pieces, ended by LF, CRLF or CR, in groups as they come. */
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
