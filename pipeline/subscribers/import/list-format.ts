import type { SubscriberState } from '../subscriber.ts';

/** A row as its columns say it; nothing of it is checked yet. */
export interface ListRow {
  readonly address: string;
  readonly name: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly state: SubscriberState;
  readonly lists: readonly string[];
  /** When they agreed, as the file writes it; empty when it does not say. */
  readonly agreedAt: string;
}

/** Where a list comes from, by which its columns are understood. */
export type ListFormatName = 'csv' | 'courant' | 'mailchimp' | 'listmonk' | 'ghost';

export interface ListFormat {
  readonly name: ListFormatName;
  read(values: readonly string[]): ListRow;
}

export const mappableFields = ['address', 'name', 'locale', 'lists', 'timeZone'] as const;
export type ColumnMapping = Readonly<Partial<Record<(typeof mappableFields)[number], string>>>;

/** The names that a column may have; case, blanks, hyphens and underscores do not count. */
const columns = {
  address: ['address', 'email', 'mail', 'emailaddress'],
  name: ['name', 'fullname', 'displayname', 'firstname'],
  locale: ['locale', 'language', 'lang'],
  lists: ['lists', 'list'],
  timeZone: ['timezone'],
};

/** The format of a list, by its header; undefined when no column has the addresses. */
export function recogniseFormat(
  header: readonly string[],
  mapping: ColumnMapping = {},
): ListFormat | undefined {
  const names = header.map(plainName);
  const find = (...known: readonly string[]) => names.findIndex((name) => known.includes(name));
  const at = Object.fromEntries(
    mappableFields.map((field) => {
      const mapped = mapping[field];
      return [field, mapped === undefined ? find(...columns[field]) : find(plainName(mapped))];
    }),
  ) as Record<(typeof mappableFields)[number], number>;
  if (at.address === -1) return undefined;
  const has = (...wanted: readonly string[]) => wanted.every((name) => names.includes(name));
  const cell = (values: readonly string[], index: number) => values[index]?.trim() ?? '';
  const base = (values: readonly string[]): ListRow => ({
    address: values[at.address] ?? '',
    name: values[at.name] ?? '',
    locale: values[at.locale] ?? '',
    timeZone: cell(values, at.timeZone),
    lists: cell(values, at.lists)
      .split(/[;,|]/)
      .map((list) => list.trim())
      .filter(Boolean),
    state: 'active',
    agreedAt: '',
  });

  if (has('leid') || has('euid')) {
    const [left, cleaned] = [find('unsubtime'), find('cleantime')];
    const [first, last, agreed, confirmed] = ['firstname', 'lastname', 'optintime', 'confirmtime'].map(
      (name) => find(name),
    ) as [number, number, number, number];
    return {
      name: 'mailchimp',
      read: (values) => ({
        ...base(values),
        ...(mapping.name === undefined && { name: `${cell(values, first)} ${cell(values, last)}` }),
        state: cell(values, cleaned) ? 'suppressed' : cell(values, left) ? 'unsubscribed' : 'active',
        agreedAt: cell(values, confirmed) || cell(values, agreed),
      }),
    };
  }
  if (has('uuid', 'email', 'status')) {
    const [status, attributes, created] = [find('status'), find('attributes', 'attribs'), find('createdat')];
    const states: Record<string, SubscriberState> = { enabled: 'active', blocklisted: 'suppressed' };
    return {
      name: 'listmonk',
      read: (values) => ({
        ...base(values),
        ...(at.locale === -1 && { locale: localeOfAttributes(cell(values, attributes)) }),
        // Whoever is disabled there got nothing.
        state: states[cell(values, status)] ?? 'unsubscribed',
        agreedAt: cell(values, created),
      }),
    };
  }
  if (has('email', 'subscribedtoemails')) {
    const [subscribed, created, deleted] = [find('subscribedtoemails'), find('createdat'), find('deletedat')];
    return {
      name: 'ghost',
      read: (values) => {
        const isActive = cell(values, subscribed).toLowerCase() === 'true' && !cell(values, deleted);
        return {
          ...base(values),
          state: isActive ? 'active' : 'unsubscribed',
          agreedAt: cell(values, created),
        };
      },
    };
  }
  if (has('address', 'state', 'source', 'createdat')) {
    const [state, created] = [find('state'), find('createdat')];
    const states: readonly string[] = ['active', 'unsubscribed', 'suppressed'];
    return {
      name: 'courant',
      read: (values) => {
        const written = cell(values, state);
        return {
          ...base(values),
          name: fromSpreadsheet(values[at.name] ?? ''),
          state: states.includes(written) ? (written as SubscriberState) : 'unsubscribed',
          agreedAt: cell(values, created),
        };
      },
    };
  }
  return { name: 'csv', read: base };
}

/** What a spreadsheet would take for a formula has an apostrophe before it in our exports. */
export function forSpreadsheet(text: string): string {
  return /^['=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function fromSpreadsheet(text: string): string {
  return /^'['=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}

function localeOfAttributes(json: string): string {
  try {
    const attributes = JSON.parse(json || '{}') as Record<string, unknown> | null;
    const found = columns.locale.map((name) => attributes?.[name]).find((value) => typeof value === 'string');
    return typeof found === 'string' ? found : '';
  } catch (error) {
    if (error instanceof SyntaxError) return ''; // attributes are free text to us, a language in them is a bonus
    throw error;
  }
}

const plainName = (name: string) => name.toLowerCase().replace(/[\s_-]/g, '');
