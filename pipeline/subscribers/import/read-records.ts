import { CsvError, parse } from 'csv-parse/sync';
import type { Line } from './read-lines.ts';

/** A CSV row, and the line where it begins. */
export interface CsvRecord {
  readonly line: number;
  readonly values: readonly string[];
}

/** A row that cannot be read. */
interface BrokenRecord {
  readonly line: number;
  /** The reason, to be shown after a colon. Never contains a value of the row. */
  readonly message: string;
}

export interface RecordBatch {
  readonly records: readonly CsvRecord[];
  readonly broken: readonly BrokenRecord[];
}

/** A value may contain line breaks. If it has more lines than this, a quote is missing. */
const mostLines = 200;
const longestRecord = 256 * 1024;
const batchSize = 1000;

/**
 * Parses lines into rows, in batches of a bounded size. After a broken row, reading resumes at the second
 * line of that row, so that an unclosed quote does not swallow the rest of the file.
 */
export async function* readRecords(
  groups: AsyncIterable<readonly Line[]>,
  delimiter: string,
): AsyncGenerator<RecordBatch> {
  let waiting: Line[] = [];
  for await (const group of groups) {
    waiting = waiting.length > 0 ? [...waiting, ...group] : [...group];
    const { batches, rest } = takeRecords(waiting, delimiter, false);
    yield* batches;
    waiting = rest;
  }
  yield* takeRecords(waiting, delimiter, true).batches;
}

function takeRecords(lines: readonly Line[], delimiter: string, isEnd: boolean) {
  const batches: RecordBatch[] = [];
  const broken: BrokenRecord[] = [];
  let rows: Line[] = [];
  const flush = () => {
    if (rows.length > 0 || broken.length > 0) batches.push(parseRows(rows, delimiter, [...broken]));
    rows = [];
    broken.length = 0;
  };
  let at = 0;
  while (at < lines.length) {
    const row = gather(lines, at, isEnd);
    if (row === 'more') break;
    const line = lines[at] as Line;
    const isSound = row !== undefined && (row.count === 1 || parseText(row.text, delimiter) !== undefined);
    if (isSound && row.text.trim() !== '') rows.push({ number: line.number, text: row.text });
    else if (!isSound && parseEscaped(line.text, delimiter)) rows.push(line);
    else if (!isSound) broken.push({ line: line.number, message: row === undefined ? unclosed : misplaced });
    at += isSound ? row.count : 1;
    if (rows.length >= batchSize) flush();
  }
  flush();
  return { batches, rest: lines.slice(at) };
}

/**
 * Returns the lines of the row at `at`; undefined when its quotes never close, and `more` when further lines
 * are needed to decide.
 */
function gather(
  lines: readonly Line[],
  at: number,
  isEnd: boolean,
): { text: string; count: number } | 'more' | undefined {
  let text = lines[at]?.text ?? '';
  let open = hasOpenQuote(text);
  for (let count = 1; ; count++) {
    if (!open) return { text, count };
    if (count >= mostLines || text.length > longestRecord) return undefined;
    const next = lines[at + count]?.text;
    if (next === undefined) return isEnd ? undefined : 'more';
    text += `\n${next}`;
    if (hasOpenQuote(next)) open = !open;
  }
}

function hasOpenQuote(text: string): boolean {
  let open = false;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) open = !open;
  return open;
}

const unclosed = 'a quote is opened and never closed';
const misplaced = 'a quote is in the wrong place';

function parseRows(rows: readonly Line[], delimiter: string, broken: BrokenRecord[]): RecordBatch {
  const quoted = rows.filter(({ text }) => text.includes('"'));
  // Parsing all rows together is many times faster. When one of them is broken, they are parsed one by one.
  const together = parseText(quoted.map(({ text }) => text).join('\n'), delimiter);
  const isWhole = together?.length === quoted.length;
  let next = 0;
  const records: CsvRecord[] = [];
  for (const { number: line, text } of rows) {
    const isPlain = !text.includes('"');
    const values = isPlain ? text.split(delimiter) : isWhole ? together[next++] : parseRow(text, delimiter);
    if (values === undefined) broken.push({ line, message: misplaced });
    else if (values.some((value) => value.trim() !== '')) records.push({ line, values });
  }
  return { records, broken };
}

const parseRow = (text: string, delimiter: string) =>
  parseText(text, delimiter)?.[0] ?? parseEscaped(text, delimiter);

/**
 * MailPoet writes a quote within a value as `\"`. This applies only to lines that are otherwise not valid
 * CSV.
 */
function parseEscaped(line: string, delimiter: string): string[] | undefined {
  return line.includes('\\"') ? parseText(line, delimiter, '\\')?.[0] : undefined;
}

function parseText(text: string, delimiter: string, escapeSign = '"'): string[][] | undefined {
  try {
    return parse(text, {
      delimiter,
      escape: escapeSign,
      relax_column_count: true,
      record_delimiter: '\n',
    }) as string[][];
  } catch (error) {
    // The caller reports only the line number, because the parser's own messages quote the row and its
    // address.
    if (error instanceof CsvError) return undefined;
    throw error;
  }
}
