import { CsvError, parse } from 'csv-parse/sync';
import { createProblem, type Problem } from '../problems/problem.ts';

/** A row of the file, as written. */
export interface SubscriberRow {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly address: string;
  readonly name: string;
  readonly locale: string;
}

/** The names that a column may have; case, blanks, hyphens and underscores do not count. */
const columns = {
  address: ['address', 'email', 'mail', 'emailaddress'],
  name: ['name', 'fullname', 'displayname', 'firstname'],
  locale: ['locale', 'language', 'lang'],
};

/** Reads CSV with a header, separated by commas, semicolons or tabs. A broken row is reported and the next one read. */
export function readSubscriberRows(
  text: string,
  file: string,
): { rows: SubscriberRow[]; problems: Problem[] } {
  const { records, problems } = parseRecords(text, file);
  const header = records.shift();
  if (header === undefined) {
    const hint = {
      expected: 'a line that names the columns (address, name, locale), then one subscriber a line',
    };
    return {
      rows: [],
      problems: problems.length > 0 ? problems : [createProblem('file-empty', hint, { file })],
    };
  }
  const names = header.values.map((name) => name.toLowerCase().replace(/[\s_-]/g, ''));
  const find = (known: readonly string[]) => names.findIndex((name) => known.includes(name));
  const [address, name, locale] = [find(columns.address), find(columns.name), find(columns.locale)];
  if (address === -1) {
    const problem = createProblem(
      'csv-header',
      { missing: 'address', found: clean(header.values) },
      { file },
    );
    return { rows: [], problems: [...problems, { ...problem, line: header.line }] };
  }
  const rows = records.map(({ line, values }) => ({
    line,
    address: values[address] ?? '',
    name: values[name] ?? '',
    locale: values[locale] ?? '',
  }));
  return { rows, problems };
}

interface CsvRecord {
  readonly line: number;
  readonly values: readonly string[];
}

function parseRecords(text: string, file: string): { records: CsvRecord[]; problems: Problem[] } {
  const records: CsvRecord[] = [];
  const problems: Problem[] = [];
  const lines = text.split(/(?<=\n)/);
  const delimiter = findDelimiter(lines.find((line) => line.trim() !== '') ?? '');
  // The parser stops at a misplaced quote, which may be the opening one of all the rest: go on from the line
  // after the one where the broken row began.
  for (let first = 0; first < lines.length; ) {
    let read = first;
    try {
      parse(lines.slice(first).join(''), {
        delimiter,
        relax_column_count: true,
        on_record: (values: string[], { lines: end }) => {
          const skipped = lines.slice(read, first + end - 1).findIndex((line) => line.trim() !== '');
          const line = read + Math.max(0, skipped);
          if (values.some((value) => value.trim() !== '')) records.push({ line: line + 1, values });
          read = first + end;
          return null;
        },
      });
      return { records, problems };
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      const broken = read + lines.slice(read).findIndex((line) => line.trim() !== '');
      const problem = createProblem(
        'csv-syntax',
        { message: explain(error) },
        { file },
        { cause: error.code },
      );
      problems.push({ ...problem, line: broken + 1 });
      first = broken + 1;
    }
  }
  return { records, problems };
}

/** The separator that the header has most of. */
function findDelimiter(header: string): string {
  const count = (mark: string) => header.split(mark).length;
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/** The parser's own messages quote the row, and with it an address. */
function explain(error: CsvError): string {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return 'a quote is opened and never closed';
  return 'a quote stands where none may stand';
}

/** A file without a header has an address in its first line, which is not repeated. */
const clean = (names: readonly string[]) =>
  names.map((name) => (name.includes('@') ? '(an address)' : name.trim()));
