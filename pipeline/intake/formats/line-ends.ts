import { continues } from './pages.ts';

/** The shortest lines of programs that break lines. */
const shortestWidth = 50;

/** Programs differ in whether a space, the sign of a quote or a wide letter counts. */
const slack = 4;

/** The lines of a PDF differ in length, because its letters do. */
const fullLine = 0.75;
const shortestPrinted = 40;

/**
 * Gives the paragraphs in some lines, and joins the lines that a program broke: all of them if they have the
 * width of a mail program, and those of a PDF up to the last line of each paragraph, which is short. Other
 * lines are as the author ended them. `text` is the whole text, which may have a divided word as one.
 */
export function joinLines(lines: readonly string[], text: string): (readonly string[])[] {
  if (isWrapped(lines)) return [[joined(lines, text)]];
  if (!isPrinted(lines)) return [lines];
  const width = widthOf(lines);
  const paragraphs: string[][] = [];
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1];
    const isContinued =
      before !== undefined &&
      (before.length >= fullLine * width || continues(before, line) || endOf(before, line, text) !== 'word');
    if (isContinued) paragraphs.at(-1)?.push(line);
    else paragraphs.push([line]);
  }
  return paragraphs.map((each) => [joined(each, text)]);
}

const widthOf = (lines: readonly string[]) => lines.reduce((most, line) => Math.max(most, line.length), 0);

/**
 * Whether a program broke the lines: with the first word of the next line, each line would be longer than the
 * longest one is.
 */
function isWrapped(lines: readonly string[]): boolean {
  const width = widthOf(lines);
  if (width < shortestWidth) return false;
  return lines.every((line, at) => {
    const next = lines[at + 1];
    if (next === undefined) return true;
    const word = /^\S*/.exec(next)?.[0] ?? '';
    return line.length + 1 + word.length > width - slack;
  });
}

/** Whether lines are those of a PDF: sentences continue in the next line after a third of the long lines. */
export function isPrinted(lines: readonly string[]): boolean {
  const width = widthOf(lines);
  if (lines.length < 2 || width < shortestPrinted) return false;
  const full = lines.filter((line, at) => at + 1 < lines.length && line.length >= fullLine * width);
  const broken = lines.filter(
    (line, at) => line.length >= fullLine * width && continues(line, lines[at + 1] ?? ''),
  );
  return broken.length > 0 && broken.length * 3 >= full.length;
}

function joined(lines: readonly string[], text: string): string {
  const parts = lines.map((line, at) => {
    const next = lines[at + 1];
    if (next === undefined) return line;
    const end = endOf(line, next, text);
    return end === 'divided' ? line.slice(0, -1) : end === 'compound' ? line : `${line} `;
  });
  return parts.join('');
}

/** Whether a word is in a text. In a very long one nobody searches, because its lines are many too. */
const isIn = (text: string, word: string) => text.length < 100_000 && text.includes(word);

/** Words between the parts of "pre- and postwar", in the languages that shorten words in this way. */
const between = /^(?:and|or|en|of|und|oder|bzw|et|ou|e|o|y|og|och|eller)\b/;

/** What the end of a line is: a part of a word whose hyphen goes, one whose hyphen stays, or a whole word. */
function endOf(line: string, next: string, text: string): 'divided' | 'compound' | 'word' {
  const start = /(\p{L}+)[-\u2010\u00ad]$/u.exec(line.slice(-60))?.[1];
  if (start === undefined || !/^[\p{L}\d]/u.test(next) || between.test(next)) return 'word';
  // A capital letter or a number begins the second part of a compound: "North-West".
  const end = /^\p{Ll}+/u.exec(next.slice(0, 60))?.[0];
  return end === undefined || start.length < 2 || isIn(text, `${start}-${end}`) ? 'compound' : 'divided';
}
