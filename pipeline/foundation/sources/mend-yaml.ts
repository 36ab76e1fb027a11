import { type Document, isScalar, parseDocument, visit, type YAMLError } from 'yaml';
import type { Source } from '../problems/place.ts';
import type { Report } from '../problems/report.ts';
import { blankOut, maskValue, valueStart } from './mask-lines.ts';
import { oddSpaces, reportOddSpace } from './odd-space.ts';
import { explainSyntax, isFirstOnLine } from './yaml-syntax.ts';

/** The usable part of a text whose syntax may be broken. */
interface MendedYaml {
  /** Its offsets are those of the original source. */
  readonly document: Document.Parsed;
  /**
   * The lines that have a reported mistake or are affected by one. No further problems are reported on them.
   */
  readonly quiet: ReadonlySet<number>;
  /** The text of the lines that were left out. */
  readonly hidden: string;
}

/**
 * A mistake hides the mistakes below it, so the text is parsed again after each one, until this many
 * characters have been parsed in total.
 */
const budget = 1_500_000;
/** The time that the parser loses on one mistake, as a number of characters that it could parse instead. */
const costOfMistake = 200;
const mostMistakes = 50;

/**
 * Parses YAML and reports every syntax mistake, not just the first. To get past a mistake in a value, it
 * masks the value in place, so that offsets do not change, and parses again. For any other mistake, it leaves
 * out the lines.
 */
export function mendYaml(source: Source, report: Report): MendedYaml {
  const masked = new Set<number>();
  const blanked = new Set<number>();
  const lines = source.text.split('\n');
  let hasTabs = false;
  let spent = 0;
  for (let round = 0; ; round++) {
    const document = parse(lines.join('\n'));
    spent += source.text.length + document.errors.length * costOfMistake;
    const error = firstError(document);
    const quiet = new Set([...masked, ...blanked]);
    if (error === undefined) {
      if (spent <= budget && replaceInKey(document, lines, source, report)) continue;
      return { document, quiet, hidden: hiddenText(source, blanked) };
    }
    if (isTab(error, source) && !hasTabs) {
      hasTabs = true;
      reportTab(error, source, report);
      replaceTabs(lines, blanked);
      continue;
    }
    if (replaceBlank(error, lines, source, report)) continue;
    const mistake = explainSyntax(error, document, source);
    const line = source.position(mistake.place.start).line;
    const isNew = !quiet.has(line) && !isProseBelow(line, source, blanked);
    if (isNew) {
      const { message, hint } = mistake;
      report.add('yaml-syntax', { message, hint }, mistake.place, { cause: error });
    }
    const isSpent = round >= mostMistakes || spent > budget;
    if (blanked.has(line) || isSpent) {
      for (let rest = line; rest <= lines.length; rest++) blanked.add(rest);
      return { document, quiet: new Set([...masked, ...blanked]), hidden: hiddenText(source, blanked) };
    }
    const isWholeLine = isFirstOnLine(mistake.place.start, source);
    const value = isNew && !isWholeLine ? valueStart(lines[line - 1] ?? '') : undefined;
    if (value === undefined) blankOut(lines, line, blanked);
    else maskValue(lines, line, value, masked);
  }
}

function hiddenText(source: Source, blanked: ReadonlySet<number>): string {
  return [...blanked].map((line) => source.line(line) ?? '').join('\n');
}

/**
 * Replaces each tab with a space if the whole file is indented with tabs. Tabs on single lines cannot be
 * repaired.
 */
function replaceTabs(lines: string[], blanked: Set<number>): void {
  const isMixed = lines.some((line) => /^ +[^\s#]/.test(line));
  for (const [at, line] of lines.entries()) {
    if (!/^ *\t/.test(line)) continue;
    if (isMixed) blankOut(lines, at + 1, blanked);
    else lines[at] = line.replace(/^\s*/, (indent) => indent.replaceAll('\t', ' '));
  }
}

function parse(text: string): Document.Parsed {
  return parseDocument(text, { prettyErrors: false, strict: true, version: '1.2', uniqueKeys: false });
}

function firstError(document: Document.Parsed): YAMLError | undefined {
  return [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0])[0];
}

/**
 * Whether the line is the continuation of a text that lost its indentation. Only the first line of such a
 * text is reported.
 */
function isProseBelow(line: number, source: Source, blanked: ReadonlySet<number>): boolean {
  const isKey = /^\s*(?:- +)?[\w-]+:(?:\s|$)/.test(source.line(line) ?? '');
  return !isKey && blanked.has(line - 1);
}

const oddBeginning = new RegExp(`^([ \\t]*(?:- *)?(?:[\\w-]+:)?)([${oddSpaces}]+)`);

/** Replaces a no-break space after a dash or a colon, where YAML needs an ordinary space. */
function replaceBlank(error: YAMLError, lines: string[], source: Source, report: Report): boolean {
  const { line, column } = source.position(error.pos[0]);
  for (const at of [line - 1, line - 2]) {
    const [whole, before = '', odd = ''] = oddBeginning.exec(lines[at] ?? '') ?? [];
    if (whole === undefined) continue;
    const offset = error.pos[0] - column + 1 - (at === line - 1 ? 0 : (source.line(at + 1)?.length ?? 0) + 1);
    const start = source.text.lastIndexOf(whole, offset + whole.length) + before.length;
    reportOddSpace({ source, start, end: start + odd.length }, report, error);
    lines[at] = before + ' '.repeat(odd.length) + (lines[at] ?? '').slice(whole.length);
    return true;
  }
  return false;
}

const oddKey = new RegExp(`^(?:-[ \\t]*)?([${oddSpaces}]+)`);

/**
 * If every dash of a list is followed by a no-break space, YAML sees keys that begin with a dash instead of a
 * list.
 */
function replaceInKey(document: Document, lines: string[], source: Source, report: Report): boolean {
  let start: number | undefined;
  let odd = '';
  visit(document, {
    Pair(_, { key }) {
      const text = isScalar(key) && key.type === 'PLAIN' ? String(key.value) : '';
      const [whole, spaces = ''] = oddKey.exec(text) ?? [];
      if (whole === undefined || !isScalar(key) || !key.range) return undefined;
      odd = spaces;
      start = key.range[0] + whole.length - odd.length;
      return visit.BREAK;
    },
  });
  if (start === undefined) return false;
  reportOddSpace({ source, start, end: start + odd.length }, report);
  const { line, column } = source.position(start);
  const text = lines[line - 1] ?? '';
  lines[line - 1] = text.slice(0, column - 1) + ' '.repeat(odd.length) + text.slice(column - 1 + odd.length);
  return true;
}

function isTab(error: YAMLError, source: Source): boolean {
  if (error.code === 'TAB_AS_INDENT') return true;
  return error.code === 'BAD_INDENT' && /^\s*\t/.test(source.line(source.position(error.pos[0]).line) ?? '');
}

function reportTab(error: YAMLError, source: Source, report: Report): void {
  const lineStart = error.pos[0] - source.position(error.pos[0]).column + 1;
  const tab = source.text.indexOf('\t', lineStart);
  const start = tab < 0 ? error.pos[0] : tab;
  report.add('yaml-tab', {}, { source, start, end: start + 1 });
}
