import { createProblem, type Problem } from '../../foundation/problems/problem.ts';
import { canonicalTag } from '../../publication/locales/language-tag.ts';
import { parseAddress } from '../parse-address.ts';
import { cleanPersonName } from '../person-name.ts';
import type { SubscriberState } from '../subscriber.ts';
import type { ListRow } from './list-row.ts';
import type { CsvRecord } from './read-records.ts';

/** A row that may become a subscriber. */
export interface SubscriberEntry {
  readonly line: number;
  readonly address: string;
  readonly normalised: string;
  readonly name: string | undefined;
  readonly locale: string | undefined;
  readonly timeZone: string | undefined;
  readonly state: SubscriberState;
  readonly lists: readonly string[];
  /** In milliseconds since 1970. */
  readonly agreedAt: number | undefined;
}

export interface RowRules {
  /** The file, as problems name it. */
  readonly file: string;
  /** The lists that there are; a row that names another is refused. */
  readonly knownLists: readonly string[];
}

/** A row as an entry, or all that is wrong with it. No problem repeats an address. */
export function checkRow(
  row: ListRow,
  { line }: Pick<CsvRecord, 'line'>,
  { file, knownLists }: RowRules,
): SubscriberEntry | readonly Problem[] {
  const at = (problem: Problem): Problem => ({ ...problem, line });
  const problems: Problem[] = [];
  const address = parseAddress(row.address);
  if ('reason' in address) problems.push(at(createProblem('subscriber-address', address, { file })));
  const locale = readLocale(row.locale);
  if (locale === null)
    problems.push(at(createProblem('subscriber-locale', { locale: shorten(row.locale) }, { file })));
  const unknown = row.lists.find((list) => !knownLists.includes(list));
  if (unknown !== undefined)
    problems.push(at(createProblem('list-unknown', { list: shorten(unknown), known: knownLists }, { file })));
  if (problems.length > 0 || 'reason' in address || locale === null) return problems;
  const agreed = Date.parse(
    /^\d{4}-\d\d-\d\d \d\d:\d\d/.test(row.agreedAt) ? `${row.agreedAt}Z` : row.agreedAt,
  );
  return {
    line,
    ...address,
    locale,
    name: cleanPersonName(row.name),
    timeZone: isTimeZone(row.timeZone) ? row.timeZone : undefined,
    state: row.state,
    lists: row.lists,
    agreedAt: Number.isNaN(agreed) ? undefined : agreed,
  };
}

/** Null when it is not a language tag. */
function readLocale(locale: string): string | undefined | null {
  const written = locale.trim();
  if (written === '') return undefined;
  const known = canonicalTags.get(written);
  if (known !== undefined) return known;
  const tag = canonicalTag(written);
  if (tag === undefined) return null;
  if (canonicalTags.size < 1000) canonicalTags.set(written, tag);
  return tag;
}

/** A list has few languages and many rows. */
const canonicalTags = new Map<string, string>();

let zones: ReadonlySet<string> | undefined;

/** A time zone that is none is left out: it is a convenience, and no reason to refuse somebody. */
function isTimeZone(zone: string): boolean {
  zones ??= new Set(Intl.supportedValuesOf('timeZone'));
  return zones.has(zone);
}

const shorten = (text: string) => (text.includes('@') ? '(an address)' : text.trim().slice(0, 40));
