import { createHeader, plainTitle } from './header.ts';
import { courant, ghost, listmonk, mailchimp } from './known-formats.ts';
import type { ListFormat, ListRow } from './list-row.ts';

/** The names that a column may have. */
const columns = {
  address: ['address', 'email', 'mail', 'emailaddress'],
  name: ['name', 'fullname', 'displayname', 'firstname'],
  locale: ['locale', 'language', 'lang'],
  lists: ['lists', 'list'],
  timeZone: ['timezone'],
};

export type MappableField = keyof typeof columns;
export const mappableFields = Object.keys(columns) as MappableField[];

/** By field, the title of the column that has it, where its title does not say so. */
export type ColumnMapping = Readonly<Partial<Record<MappableField, string>>>;

/** The format of a list, by its header; undefined when no column has the addresses. */
export function recogniseFormat(
  titles: readonly string[],
  mapping: ColumnMapping = {},
): ListFormat | undefined {
  const header = createHeader(titles);
  const namesOf = (field: MappableField) => {
    const mapped = mapping[field];
    return mapped === undefined ? columns[field] : [plainTitle(mapped)];
  };
  if (!namesOf('address').some((name) => header.has(name))) return undefined;
  const cells = Object.fromEntries(
    mappableFields.map((field) => [field, header.column(...namesOf(field))]),
  ) as Record<MappableField, ReturnType<typeof header.column>>;
  const base = (values: readonly string[]): ListRow => ({
    address: cells.address(values),
    name: cells.name(values),
    locale: cells.locale(values),
    timeZone: cells.timeZone(values),
    lists: cells
      .lists(values)
      .split(/[;,|]/)
      .map((list) => list.trim())
      .filter(Boolean),
    state: 'active',
    agreedAt: '',
  });
  for (const readFormat of [mailchimp, listmonk, ghost, courant]) {
    const format = readFormat(header, base);
    if (format) return format;
  }
  return { name: 'csv', read: base };
}
