import { type Document, isCollection, isScalar, type Node, visit, type YAMLError } from 'yaml';
import type { Place, Source } from '../problems/place.ts';
import { findFaultyLine } from './find-faulty-line.ts';
import { isSecondParagraph, secondParagraph } from './second-paragraph.ts';

/** A syntax mistake in words that a writer understands, at the place that caused it. */
interface SyntaxMistake {
  readonly place: Place;
  readonly message: string;
  readonly hint: string;
}

/** Explains an error of the YAML parser. */
export function explainSyntax(error: YAMLError, document: Document.Parsed, source: Source): SyntaxMistake {
  const opening = findUnclosed(error, document, source);
  if (opening !== undefined) {
    const sign = source.text[opening] ?? '';
    return {
      place: { source, start: opening, end: opening + 1 },
      message: `The ${/["']/.test(sign) ? 'quote' : 'bracket'} that opens this text is never closed.`,
      hint: /["']/.test(sign)
        ? `Close it with ${sign} at the end of the text. ${sign === "'" ? "An apostrophe within single quotes is doubled ('')." : 'A quote within double quotes is written \\".'}`
        : 'Close it with the matching bracket. If the text itself begins with a bracket, put it in quotes.',
    };
  }
  const place = placeOf(error, source);
  if (isSecondParagraph(source.position(place.start).line, source)) return { place, ...secondParagraph };
  const line = lineAt(source, place.start);
  const isEarlier =
    error.code !== 'MULTIPLE_DOCS' && source.position(place.start).line < source.position(error.pos[0]).line;
  if (isFirstOnLine(place.start, source) && (isEarlier || error.code === 'BLOCK_AS_IMPLICIT_KEY')) {
    const hint = isEarlier
      ? `${lineItUp} Or is a dash missing?`
      : `${lineItUp} If it is the second line of a text, put the text in quotes.`;
    return { place, message: notLinedUp, hint };
  }
  return { place, message: messageFor(error, line), hint: hintFor(error, line) };
}

function placeOf(error: YAMLError, source: Source): Place {
  let start = error.pos[0];
  const rest = () => lineAt(source, start).slice(source.position(start).column - 1);
  if (error.code === 'MULTIPLE_DOCS' && !rest().startsWith('---')) {
    // The parser points at the text after the line "..." that ended the document.
    const ended = source.text.lastIndexOf('\n...', start);
    if (ended >= 0) start = ended + 1;
  }
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY') {
    // The text spans several lines, and the colon that broke it is on a later line.
    if (!/:(\s|$)/.test(rest())) start += /:(?=\s)/.exec(source.text.slice(start))?.index ?? 0;
    const line = lineAt(source, start);
    const column = source.position(start).column;
    // `by` at the beginning of a line: a key that is one column too far to the left or right.
    if (/^\s*(?:- +)?[\w-]+$/.test(line.slice(0, column - 1))) start -= column - 1 - indentOf(line);
  }
  // The value was expected on the next line, but that line is empty.
  if (rest().trim() === '') start += /^\s*/.exec(source.text.slice(start))?.[0].length ?? 0;
  if (isFirstOnLine(start, source)) {
    const line = source.position(start).line;
    start = source.offset(findFaultyLine(line, source));
    start += indentOf(rest());
  }
  const lineEnd =
    start +
    lineAt(source, start)
      .slice(source.position(start).column - 1)
      .trimEnd().length;
  const end = error.pos[1] > error.pos[0] + 1 ? Math.min(error.pos[1], lineEnd) : start + 1;
  return { source, start, end: Math.max(end, start + 1) };
}

/** Whether only white space comes before an offset on its line. */
export function isFirstOnLine(offset: number, source: Source): boolean {
  return (
    lineAt(source, offset)
      .slice(0, source.position(offset).column - 1)
      .trim() === ''
  );
}

function lineAt(source: Source, offset: number): string {
  return source.line(source.position(offset).line) ?? '';
}

const indentOf = (line: string) => /^ */.exec(line)?.[0].length ?? 0;

/**
 * The opening quote or bracket that was never closed, if that caused the error. The parser often reports it
 * further down.
 */
function findUnclosed(error: YAMLError, document: Document.Parsed, source: Source): number | undefined {
  const at = error.pos[0];
  if (error.code === 'MISSING_CHAR' && /quote/.test(error.message)) {
    return nodeBefore(document, at, isQuoted)?.range?.[0] ?? at;
  }
  const isEarlier = (start: number) => source.position(start).line < source.position(at).line;
  if (/^Flow (sequence|map)/.test(error.message) || /to end with/.test(error.message)) {
    const start = nodeBefore(document, at, isFlow)?.range?.[0];
    return start !== undefined && (isEarlier(start) || error.code === 'MISSING_CHAR') ? start : undefined;
  }
  const start = nodeBefore(document, at, isQuoted)?.range?.[0];
  if (start === undefined || !isEarlier(start)) return undefined;
  // If the lines are indented like a quoted text, the quote is closed, and the text after it is the mistake.
  const indent = indentOf(lineAt(source, start));
  const belongs = (line: string) => line.trim() === '' || indentOf(line) > indent;
  return source.text.slice(start, at).split('\n').slice(1).every(belongs) ? undefined : start;
}

const isQuoted = (node: Node) => isScalar(node) && node.type?.startsWith('QUOTE') === true;
const isFlow = (node: Node) => isCollection(node) && node.flow === true;

/** The innermost node of the wanted kind that contains the offset or ends at it. */
function nodeBefore(document: Document.Parsed, offset: number, wanted: (node: Node) => boolean) {
  let found: Node | undefined;
  visit(document, {
    Node(_, node) {
      const [start, end] = node.range ?? [];
      if (start === undefined || end === undefined || start >= offset || offset > end + 1) return;
      if (wanted(node)) found = node;
    },
  });
  return found;
}

function messageFor(error: YAMLError, line: string): string {
  if (lacksBlank(line)) return 'A space is missing.';
  switch (error.code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'A second key begins in the middle of a text.';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'This line has no key.';
    case 'MULTIPLE_DOCS':
      return 'A second document begins here.';
    case 'UNEXPECTED_TOKEN':
      return /node end/.test(error.message)
        ? 'The line continues after the end of the value.'
        : 'This does not belong here.';
    case 'BAD_INDENT':
      return notLinedUp;
    case 'MISSING_CHAR':
      return /without - indicator/.test(error.message) ? notLinedUp : tidy(error.message);
    default:
      return tidy(error.message);
  }
}

const lineItUp = 'Line it up with the keys above it, with spaces.';
const notLinedUp = 'This line does not line up with the lines that it belongs to.';

function tidy(message: string): string {
  return message.replace(/ at line \d+, column \d+:?[\s\S]*$/, '').replace(/[.:]?\s*$/, '.');
}

/**
 * Whether a line lacks the space that YAML needs after a dash or a colon, as in `-quote: …` and
 * `headline:Spring`.
 */
function lacksBlank(line: string): boolean {
  return /^\s*-[A-Za-z]/.test(line) || /^\s*(?:- +)?[A-Za-z]+:[^\s:/]/.test(line);
}

const quoteIt = 'Put the text in quotes, or begin it on the next line, indented, after ">-".';

/** How to fix the usual mistakes of writers, by the parser's message and the beginning of the value. */
function hintFor(error: YAMLError, line: string): string {
  if (error.code === 'MULTIPLE_DOCS') return 'A file contains one document: delete this line.';
  if (lacksBlank(line)) return 'Write a space after the dash ("- quote: …") and after the colon.';
  const first = /^\s*(?:- +)?(?:[\w-]+:\s+)?(\S)/.exec(line)?.[1] ?? '';
  const start = starts[first];
  if (start !== undefined) return `A text that begins with ${start} to YAML. ${quoteIt}`;
  switch (error.code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
      return `A colon and a space begin a new key. ${quoteIt} If it is a key, line it up with those above it.`;
    case 'BAD_SCALAR_START':
      return `YAML reserves the character "${first}" at the beginning of a text. ${quoteIt}`;
    case 'UNEXPECTED_TOKEN':
      if (first === '"' || first === "'")
        return 'The text begins with a quotation mark, so YAML ends it at the next one. Begin it on the next line, indented, after ">-".';
      if (first === '>' || first === '|')
        return `After "${first}" the text begins on the next line, indented. To begin with the sign itself, put the text in quotes.`;
      return 'Look for a quote, a bracket or a comma that is missing or left over.';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'Is a colon missing after the key, or is this the second line of a text? Then indent it.';
    case 'BAD_INDENT':
    case 'MISSING_CHAR':
      return lineItUp;
    case 'BAD_DQ_ESCAPE':
      return 'In double quotes a backslash begins an escape. Use single quotes, or two backslashes.';
    default:
      return 'docs/editor/article.md describes the format of an article.';
  }
}

const starts: Readonly<Record<string, string>> = {
  '*': 'an asterisk is an alias',
  '&': '"&" is an anchor',
  '!': '"!" is a tag',
  '[': 'a bracket is a list',
  '{': 'a brace is a map',
};
