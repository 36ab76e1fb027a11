import { createProblem, type Problem } from '../../foundation/problems/problem.ts';
import { isTimeZone } from '../../foundation/time/is-time-zone.ts';
import { parseAddress } from '../parse-address.ts';
import { cleanPersonName } from '../person-name.ts';
import type { SubscriberState } from '../subscriber.ts';
import type { SuppressionReason } from '../suppression-list.ts';
import type { ListRow } from './list-row.ts';
import { readDate } from './read-date.ts';
import type { CsvRecord } from './read-records.ts';
import type { ValueNames } from './value-names.ts';

/** A row that may become a subscriber. */
export interface SubscriberEntry {
  readonly line: number;
  readonly address: string;
  readonly normalised: string;
  readonly name: string | undefined;
  readonly locale: string | undefined;
  readonly timeZone: string | undefined;
  readonly state: SubscriberState;
  /** Why they are suppressed; undefined for everybody else. */
  readonly suppression: SuppressionReason | undefined;
  readonly lists: readonly string[];
  /** Whether the person left this list. They may still be on others. */
  readonly leftList: boolean;
  /** In milliseconds since 1970. */
  readonly agreedAt: number | undefined;
  /** The date of consent as written in the file, if its format is unknown. */
  readonly agreedText: string | undefined;
}

interface RowRules {
  /** The file name that problems show. */
  readonly file: string;
  readonly names: ValueNames;
  /** Whether to refuse a row that names no list. */
  readonly needsList: boolean;
}

/** Returns an entry, or all problems of the row. No problem repeats an address. */
export function checkRow(
  row: ListRow,
  { line }: Pick<CsvRecord, 'line'>,
  { file, names, needsList }: RowRules,
): SubscriberEntry | readonly Problem[] {
  const problems: Problem[] = [];
  const refuse = (problem: Problem) => problems.push({ ...problem, line });
  const address = parseAddress(row.address);
  if ('reason' in address) refuse(createProblem('subscriber-address', address, { file }));
  const locale = row.locale === '' ? undefined : names.locale(row.locale);
  if (row.locale !== '' && locale === undefined)
    refuse(createProblem('subscriber-locale', { locale: shorten(row.locale), column: 'locale' }, { file }));
  const lists = row.lists.map((list) => names.list(list));
  const unknown = row.lists.find((_, at) => lists[at] === undefined);
  if (unknown !== undefined)
    refuse(
      createProblem(
        'list-unknown',
        { list: shorten(unknown), known: names.lists, column: 'lists' },
        { file },
      ),
    );
  const { state } = row;
  if (state.state === 'unknown')
    refuse(createProblem('subscriber-state', { word: shorten(state.word) }, { file }));
  if (needsList && row.lists.length === 0 && state.state === 'active')
    refuse(createProblem('list-missing', { known: names.lists }, { file }));
  if (problems.length > 0 || 'reason' in address || state.state === 'unknown') return problems;
  const agreedAt = row.agreedAt === '' ? undefined : readDate(row.agreedAt);
  return {
    line,
    ...address,
    locale,
    name: cleanPersonName(row.name),
    // An invalid time zone is dropped, because it is no reason to refuse the row.
    timeZone: isTimeZone(row.timeZone) ? row.timeZone : undefined,
    state: state.state,
    suppression: state.state === 'suppressed' ? state.reason : undefined,
    lists: lists.filter((list) => list !== undefined),
    leftList: row.leftList ?? false,
    agreedAt,
    agreedText: row.agreedAt !== '' && agreedAt === undefined ? shorten(row.agreedAt) : undefined,
  };
}

const shorten = (text: string) => (text.includes('@') ? '(an address)' : text.trim().slice(0, 40));
