import { createProblem, type Problem } from '../../foundation/problems/problem.ts';
import type { Store } from '../../store/store.ts';
import type { SubscriberSource } from '../subscriber.ts';
import type { SuppressionList } from '../suppression-list.ts';
import { checkRow, type SubscriberEntry } from './check-row.ts';
import { createCounts, type ImportCounts } from './count-kept.ts';
import { type ByteSource, bytesAsSource, decodeList, detectEncoding } from './decode-list.ts';
import { type ColumnMapping, recogniseFormat } from './list-format.ts';
import type { ListFormat } from './list-row.ts';
import { readLines } from './read-lines.ts';
import { type CsvRecord, type RecordBatch, readRecords } from './read-records.ts';
import { createSeenAddresses } from './seen-addresses.ts';
import { createValueNames, type ValueNames } from './value-names.ts';
import { type BatchReport, writeBatch } from './write-batch.ts';

export interface ImportOptions {
  /** The content of the file. A source is read twice, and is never held in memory as a whole. */
  readonly bytes: Uint8Array | ByteSource;
  /** The file name that problems show. */
  readonly file: string;
  readonly source: SubscriberSource;
  /** Maps fields to columns whose titles are not recognised. */
  readonly mapping?: ColumnMapping;
  /** The lists to put everybody on. */
  readonly lists?: readonly string[];
  /** The names of the publication's languages and lists. There are none by default. */
  readonly names?: ValueNames;
  /** Where the consent came from, in the operator's words. The default is the file's name. */
  readonly evidence?: string;
  readonly suppressions: SuppressionList;
  /** Counts the effects without writing anything. */
  readonly dryRun?: boolean;
  /** Called with each problem as it is found. Without it, the report collects them. */
  readonly onProblem?: (problem: Problem) => void;
  /** Called with the number of rows read so far. */
  readonly onProgress?: (rows: number) => void;
  readonly signal?: AbortSignal;
  readonly clock?: () => number;
}

export interface ImportReport {
  /** The recognised format, such as csv or mailchimp. */
  readonly format: ListFormat['name'];
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  /** The number of refused rows, including duplicates and suppressed people. */
  readonly refused: number;
  /** A problem with its line for every refused row. Empty if `onProblem` receives them. */
  readonly problems: readonly Problem[];
  /** The accepted rows, by state, language and list. */
  readonly counts: ImportCounts;
}

/**
 * Imports a list of subscribers (CSV) as a stream: a million rows take no more memory than a thousand. A
 * refused row does not affect the others. Each batch of a thousand rows has its own transaction, so that a
 * person who unsubscribes in the meantime does not wait. Running an interrupted import again completes it.
 */
export async function importSubscribers(store: Store, options: ImportOptions): Promise<ImportReport> {
  const { file, clock = Date.now, onProgress, signal } = options;
  const source = options.bytes instanceof Uint8Array ? bytesAsSource(options.bytes) : options.bytes;
  const problems: Problem[] = [];
  const counts = createCounts();
  const totals = { added: 0, updated: 0, unchanged: 0, refused: 0 };
  const refuse = (problem: Problem) => {
    if (options.onProblem) options.onProblem(problem);
    else problems.push(problem);
  };
  const batches = readBatches(source);
  const first = await batches.next();
  const start = first.done ? undefined : readHeader(first.value, options, refuse);
  if (start === undefined) {
    if (first.done) refuse(createProblem('file-empty', { expected: expectation }, { file }));
    return { ...totals, format: 'csv', problems, counts };
  }
  const { format } = start;
  const seen = createSeenAddresses();
  const leavers: SubscriberEntry[] = [];
  const names = options.names ?? noNames;
  const lists = options.lists ?? [];
  // Courant's own export states exactly who is on which list, and who is on none.
  const needsList = names.lists.length > 0 && lists.length === 0 && format.name !== 'courant';
  const rules = { file, names, needsList };
  if (needsList && !format.hasLists) {
    refuse(createProblem('list-missing', { known: names.lists }, { file }));
    return { ...totals, format: format.name, problems, counts };
  }
  const writing = {
    source: options.source,
    format: format.name,
    evidence: options.evidence ?? file,
    lists,
    suppressions: options.suppressions,
    dryRun: options.dryRun ?? false,
    now: clock(),
  };
  const take = async ({ records, broken }: RecordBatch) => {
    for (const { line, message } of broken) {
      totals.refused += 1;
      refuse({ ...createProblem('csv-syntax', { message }, { file }), line });
    }
    const { entries, further, left, refused } = sortRecords(records, format, rules, seen);
    leavers.push(...left);
    totals.refused += refused.rows;
    for (const problem of refused.problems) refuse(problem);
    await write(entries, further);
  };
  const write = async (entries: readonly SubscriberEntry[], further: readonly SubscriberEntry[]) => {
    if (entries.length + further.length === 0) return;
    const { report, joined } = await store.transaction(async (db) => ({
      report: await writeBatch(db, entries, writing),
      joined: further.length > 0 ? (await writeBatch(db, further, writing)).kept : [],
    }));
    add(totals, report);
    counts.add(report.kept);
    counts.addLists(joined);
    for (const { line, reason } of report.suppressed)
      refuse({ ...createProblem('subscriber-suppressed', { reason }, { file }), line });
  };

  let rows = 0;
  await take(start.batch);
  for await (const batch of batches) {
    signal?.throwIfAborted();
    await take(batch);
    rows += batch.records.length;
    onProgress?.(rows);
  }
  // A person who left one list and is on no other has left altogether.
  const gone = leavers.filter(({ normalised, line }) => seen.firstLine(normalised, line) === line);
  for (let at = 0; at < gone.length; at += leaverBatch) await write(gone.slice(at, at + leaverBatch), []);
  return { ...totals, format: format.name, problems, counts };
}

const leaverBatch = 1000;

const noNames = createValueNames({ languages: { editions: [] }, lists: [] });

const expectation = 'a line that names the columns (address, name, locale), then one subscriber per line';

async function* readBatches(source: ByteSource): AsyncGenerator<RecordBatch> {
  const encoding = await detectEncoding(source);
  const delimiter = await findDelimiter(decodeList(source, encoding));
  yield* readRecords(readLines(decodeList(source, encoding)), delimiter);
}

/** The separator that occurs most often in the header. */
async function findDelimiter(pieces: AsyncIterable<string>): Promise<string> {
  for await (const lines of readLines(pieces)) {
    const header = lines.find(({ text }) => text.trim() !== '')?.text;
    if (header === undefined) continue;
    const count = (mark: string) => header.split(mark).length;
    return [',', ';', '\t', '|'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
  }
  return ',';
}

function readHeader(
  { records, broken }: RecordBatch,
  { file, mapping, names }: ImportOptions,
  refuse: (problem: Problem) => void,
): { format: ListFormat; batch: RecordBatch } | undefined {
  const [header, ...rest] = records;
  if (header === undefined) {
    for (const { line, message } of broken)
      refuse({ ...createProblem('csv-syntax', { message }, { file }), line });
    return undefined;
  }
  const format = recogniseFormat(header.values, mapping, names);
  if (format) return { format, batch: { records: rest, broken } };
  const found = header.values.map((name) => (name.includes('@') ? '(an address)' : name.trim()));
  refuse({ ...createProblem('csv-header', { missing: 'address', found }, { file }), line: header.line });
  return undefined;
}

function sortRecords(
  records: readonly CsvRecord[],
  format: ListFormat,
  rules: Parameters<typeof checkRow>[2],
  seen: ReturnType<typeof createSeenAddresses>,
) {
  const entries: SubscriberEntry[] = [];
  const problems: Problem[] = [];
  // The lists from a person's second and further rows, by address.
  const further = new Map<string, SubscriberEntry>();
  const left: SubscriberEntry[] = [];
  let reported = 0;
  for (const record of records) {
    const entry = checkRow(format.read(record.values), record, rules);
    if (!('normalised' in entry)) {
      problems.push(...entry);
      reported += 1;
      continue;
    }
    if (entry.leftList) {
      left.push(entry);
      continue;
    }
    const firstLine = seen.firstLine(entry.normalised, entry.line);
    if (firstLine === entry.line) entries.push(entry);
    else if (format.hasRowPerList) {
      const before = further.get(entry.normalised)?.lists ?? [];
      further.set(entry.normalised, { ...entry, lists: [...new Set([...before, ...entry.lists])] });
    } else {
      const place = { file: rules.file };
      problems.push({ ...createProblem('subscriber-duplicate', { firstLine }, place), line: entry.line });
      reported += 1;
    }
  }
  return { entries, further: [...further.values()], left, refused: { problems, rows: reported } };
}

function add(
  totals: { added: number; updated: number; unchanged: number; refused: number },
  report: BatchReport,
): void {
  totals.added += report.added;
  totals.updated += report.updated;
  totals.unchanged += report.unchanged;
  totals.refused += report.suppressed.length;
}
