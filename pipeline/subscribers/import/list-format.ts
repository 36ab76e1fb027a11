import { type Cell, createHeader, type Header } from './header.ts';
import {
  brevo,
  buttondown,
  courant,
  ghost,
  keila,
  listmonk,
  mailchimp,
  mailpoet,
  substack,
} from './known-formats.ts';
import { knownWords, plainWord, writtenValue } from './known-words.ts';
import { answerCells, isAnswer } from './list-answers.ts';
import type { ListFormat, ListRow } from './list-row.ts';
import { readState } from './read-state.ts';
import type { ValueNames } from './value-names.ts';

/** The fields that `--map` accepts. `-` in place of a column means that no column has the field. */
export const mappableFields = [
  'address',
  'name',
  'locale',
  'lists',
  'timeZone',
  'state',
  'agreedAt',
] as const;
type MappableField = (typeof mappableFields)[number];

/** Maps a field to the title of its column, for columns whose titles are not recognised. */
export type ColumnMapping = Readonly<Partial<Record<MappableField, string>>>;

/** Recognises the format of a list by its header. Undefined when no column has addresses. */
export function recogniseFormat(
  titles: readonly string[],
  mapping: ColumnMapping = {},
  names?: ValueNames,
): ListFormat | undefined {
  const header = createHeader(titles);
  const namesOf = (field: MappableField): readonly string[] => {
    const mapped = mapping[field];
    if (mapped === undefined) return knownWords.columns[field];
    return mapped === '-' ? [] : [plainWord(mapped)];
  };
  if (!namesOf('address').some((name) => header.has(name))) return undefined;
  const cells = Object.fromEntries(
    mappableFields.map((field) => [field, header.column(...namesOf(field))]),
  ) as Record<MappableField, Cell>;
  const name = nameCell(header, cells.name, mapping);
  const answers = answerCells(titles, Object.values(mapping), names);
  const base = (values: readonly string[]): ListRow => ({
    address: cells.address(values),
    name: name(values),
    locale: writtenValue(cells.locale(values)),
    timeZone: cells.timeZone(values),
    lists: [
      ...(answers.length > 0 && isAnswer(cells.lists(values))
        ? []
        : splitLists(writtenValue(cells.lists(values)))),
      ...answers.flatMap((answer) => answer(values)),
    ],
    state: readState(writtenValue(cells.state(values))),
    agreedAt: writtenValue(cells.agreedAt(values)),
  });
  const hasLists = answers.length > 0 || namesOf('lists').some((each) => header.has(each));
  const formats = [mailchimp, listmonk, ghost, courant, mailpoet, keila, buttondown, brevo, substack];
  for (const readFormat of formats) {
    const format = readFormat(header, base);
    if (format) return { ...format, hasLists };
  }
  return { name: 'csv', hasLists, read: base };
}

/** Reads the name from one column, or joins it from two or three. */
function nameCell(header: Header, whole: Cell, mapping: ColumnMapping): Cell {
  const { first, infix, last } = knownWords.columns;
  const parts = [header.column(...first), header.column(...infix), header.column(...last)];
  const joined: Cell = (values) =>
    parts
      .map((part) => writtenValue(part(values)))
      .filter(Boolean)
      .join(' ');
  return mapping.name === undefined
    ? (values) =>
        joined(values).length > whole(values).length ? joined(values) : writtenValue(whole(values))
    : whole;
}

const splitLists = (text: string) =>
  text
    .split(/[;,|]/)
    .map((list) => list.trim())
    .filter(Boolean);
