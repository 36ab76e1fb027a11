import type { Store } from '../../store/store.ts';
import { forSpreadsheet } from '../import/known-formats.ts';
import { eachSubscriber, type SubscriberFilter } from '../list-subscribers.ts';
import type { Subscriber } from '../subscriber.ts';

/**
 * Exports the subscribers that match the filter. Yields the file in pieces: JSON, or CSV that can be imported
 * again.
 */
export async function* exportSubscribers(
  store: Store,
  filter: SubscriberFilter,
  format: 'csv' | 'json',
): AsyncGenerator<string, void> {
  const [head, separator, tail] =
    format === 'csv' ? [`${columns.join(',')}\n`, '', ''] : ['[\n', ',\n', '\n]\n'];
  let lines: string[] = [head];
  let isFirst = true;
  for await (const each of eachSubscriber(store, filter)) {
    lines.push(isFirst ? '' : separator, format === 'csv' ? toCsv(each) : JSON.stringify(each));
    isFirst = false;
    if (lines.length < linesAtOnce) continue;
    yield lines.join('');
    lines = [];
  }
  yield [...lines, tail].join('');
}

const columns = [
  'address',
  'name',
  'locale',
  'state',
  'source',
  'lists',
  'timeZone',
  'pausedUntil',
  'createdAt',
];
const linesAtOnce = 2000;

function toCsv({
  address,
  name,
  locale,
  state,
  source,
  lists,
  timeZone,
  pausedUntil,
  createdAt,
}: Subscriber) {
  const values = [
    // An address may begin with =, + or - (RFC 5322, 3.2.3).
    forSpreadsheet(address),
    forSpreadsheet(name ?? ''),
    locale ?? '',
    state,
    source,
    lists.join(';'),
    timeZone ?? '',
    pausedUntil?.toISOString() ?? '',
    createdAt.toISOString(),
  ];
  return `${values.map(quote).join(',')}\n`;
}

const quote = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
