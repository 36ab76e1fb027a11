import { type Document, isScalar, type Scalar, visit, type YAMLError } from 'yaml';
import type { Source } from '../problems/place.ts';
import type { Report } from '../problems/report.ts';

/** Turns an error of the YAML parser into a problem in a writer's words, at the place where the mistake was made. */
export function reportSyntax(
  error: YAMLError,
  document: Document.Parsed,
  source: Source,
  report: Report,
): void {
  const line = lineAt(source, error.pos[0]);
  if (error.code === 'TAB_AS_INDENT' || (error.code === 'BAD_INDENT' && /^\s*\t/.test(line))) {
    const lineStart = error.pos[0] - source.position(error.pos[0]).column + 1;
    const tab = source.text.indexOf('\t', lineStart);
    const at = tab < 0 ? error.pos[0] : tab;
    report.add('yaml-tab', {}, { source, start: at, end: at + 1 });
    return;
  }
  const [start, end] = placeOf(error, document, source);
  const message = messageFor(error);
  const hint = hintFor(error, lineAt(source, start));
  report.add('yaml-syntax', { message, hint }, { source, start, end }, { cause: error });
}

function lineAt(source: Source, offset: number): string {
  return source.line(source.position(offset).line) ?? '';
}

function placeOf(error: YAMLError, document: Document.Parsed, source: Source): [number, number] {
  const [start, end] = error.pos;
  const line = source.position(start).line;
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY') {
    // The text goes on over lines, and the colon that broke it stands on a later one.
    const restOfLine = lineAt(source, start).slice(source.position(start).column - 1);
    const later = /:(?=\s)/.exec(source.text.slice(start))?.index ?? 0;
    if (!/:(\s|$)/.test(restOfLine) && later > 0) return [start + later, start + later + 1];
  }
  const quoted = quotedBefore(document, start);
  const opening = quoted?.range?.[0];
  if (opening !== undefined && source.position(opening).line < line) return [opening, opening + 1];
  return [start, end];
}

/** The quoted text that ends where the parser gave up: its opening quote is where the mistake was made. */
function quotedBefore(document: Document.Parsed, offset: number): Scalar | undefined {
  let found: Scalar | undefined;
  visit(document, {
    Scalar(_, node) {
      const [start, end] = node.range ?? [];
      if (start === undefined || end === undefined || start >= offset) return;
      if (isScalar(node) && node.type?.startsWith('QUOTE') && offset <= end + 1) found = node;
    },
  });
  return found;
}

function messageFor(error: YAMLError): string {
  switch (error.code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'A second key begins in the middle of a text.';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'A key and its colon must stand on one line.';
    case 'MULTIPLE_DOCS':
      return 'A second document begins here.';
    case 'MISSING_CHAR':
      return /quote/.test(error.message)
        ? 'The quote that opens this text is never closed.'
        : tidy(error.message);
    case 'UNEXPECTED_TOKEN':
      return /node end/.test(error.message)
        ? 'There is more on the line after the end of the value.'
        : tidy(error.message);
    case 'BAD_INDENT':
      return 'This line does not begin in the column of those that it belongs to.';
    default:
      return tidy(error.message);
  }
}

function tidy(message: string): string {
  return message.replace(/ at line \d+, column \d+:?[\s\S]*$/, '').replace(/[.:]?\s*$/, '.');
}

const quoteIt = 'Put the text in quotes, or begin it on the next line, indented, after ">-".';

/** The mistakes that writers make, by what the parser says and by what the value begins with. */
function hintFor(error: YAMLError, line: string): string {
  const first = /^\s*(?:- +)?(?:[\w-]+:\s+)?(\S)/.exec(line)?.[1] ?? '';
  if (error.code === 'MULTIPLE_DOCS') return 'A file holds one document: take out the line "---".';
  if (first === '*') return `A text that begins with an asterisk is an alias to YAML. ${quoteIt}`;
  if (first === '&') return `A text that begins with "&" is an anchor to YAML. ${quoteIt}`;
  if (first === '!') return `A text that begins with "!" is a tag to YAML. ${quoteIt}`;
  if (first === '[' || first === '{')
    return `A text that begins with a bracket is a list or a map to YAML. ${quoteIt}`;
  switch (error.code) {
    case 'BLOCK_AS_IMPLICIT_KEY':
      return `A colon and a blank begin a new key. ${quoteIt} If it is a key, line it up with those above it.`;
    case 'BAD_SCALAR_START':
      return `YAML keeps the character "${first}" for itself at the beginning of a text. ${quoteIt}`;
    case 'UNEXPECTED_TOKEN':
      return first === '"' || first === "'"
        ? 'The text begins with a quotation mark, so YAML takes it to end at the next one. Begin it on the next line, indented, after ">-".'
        : 'Something stands here that does not belong. Look for a quote, a bracket or a comma that is missing or left over.';
    case 'MISSING_CHAR':
      return 'A text that is opened with a quote must be closed with one, and a bracket with its like.';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'Is a colon missing after the key, or is a text not indented?';
    case 'BAD_INDENT':
      return 'Line it up with the keys above it, with blanks.';
    case 'BAD_DQ_ESCAPE':
      return 'In double quotes a backslash begins an escape. Use single quotes, or two backslashes.';
    case 'TAG_RESOLVE_FAILED':
      return `YAML tags (!name) are not used here. ${quoteIt}`;
    default:
      return 'The format of an article is told in docs/editor/article.md.';
  }
}
