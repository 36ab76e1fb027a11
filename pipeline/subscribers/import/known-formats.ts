import type { Header } from './header.ts';
import type { ListFormat, ListRow } from './list-row.ts';
import { readState } from './read-state.ts';

/** What a service's export says beside what every list does; undefined when the header belongs to another program. */
export type FormatReader = (
  header: Header,
  base: (values: readonly string[]) => ListRow,
) => Omit<ListFormat, 'hasLists'> | undefined;

/**
 * Mailchimp gives a file for each group. Those who left have UNSUB_TIME, those whose mailbox failed CLEAN_TIME, and
 * the moments are UTC.
 */
export const mailchimp: FormatReader = (header, base) => {
  if (!header.has('leid') && !header.has('euid')) return undefined;
  const [left, cleaned] = [header.column('unsubtime'), header.column('cleantime')];
  const agreed = [header.column('confirmtime'), header.column('optintime')];
  return {
    name: 'mailchimp',
    read: (values) => ({
      ...base(values),
      state: readState(cleaned(values) ? 'cleaned' : left(values) ? 'unsubscribed' : ''),
      agreedAt: agreed.map((cell) => cell(values)).find(Boolean) ?? '',
    }),
  };
};

/** listmonk: a status, and free attributes as JSON, which may have a language. Disabled people got nothing there. */
export const listmonk: FormatReader = (header, base) => {
  if (!header.has('uuid', 'email', 'status')) return undefined;
  const attributes = header.column('attributes', 'attribs');
  return {
    name: 'listmonk',
    read(values) {
      const row = base(values);
      return { ...row, locale: row.locale || localeOfAttributes(attributes(values)) };
    },
  };
};

/** Ghost: members, of whom some do not subscribe to mail. */
export const ghost: FormatReader = (header, base) => {
  if (!header.has('email', 'subscribedtoemails')) return undefined;
  const [subscribed, deleted] = [header.column('subscribedtoemails'), header.column('deletedat')];
  return {
    name: 'ghost',
    read(values) {
      const isActive = subscribed(values).toLowerCase() === 'true' && deleted(values) === '';
      return { ...base(values), state: { state: isActive ? 'active' : 'unsubscribed' } };
    },
  };
};

/** Brevo: contacts of any state, with a column that is true for those who must not be mailed. */
export const brevo: FormatReader = (header, base) => {
  if (!header.has('email', 'emailblacklisted') && !header.has('email', 'blacklisted')) return undefined;
  const blocked = header.column('emailblacklisted', 'blacklisted');
  return {
    name: 'brevo',
    read: (values) => ({
      ...base(values),
      // Brevo keeps one mark for those who left and those whose mailbox failed.
      state: { state: /^(true|1|yes)$/i.test(blocked(values)) ? 'unsubscribed' : 'active' },
    }),
  };
};

/** Substack: everybody in the file, some with mail switched off. */
export const substack: FormatReader = (header, base) => {
  if (!header.has('email', 'emaildisabled') && !header.has('email', 'activesubscription')) return undefined;
  const disabled = header.column('emaildisabled');
  return {
    name: 'substack',
    read: (values) => ({
      ...base(values),
      state: { state: /^(true|1)$/i.test(disabled(values)) ? 'unsubscribed' : 'active' },
    }),
  };
};

/** Our own export. */
export const courant: FormatReader = (header, base) => {
  if (!header.has('address', 'state', 'source', 'createdat')) return undefined;
  return {
    name: 'courant',
    read(values) {
      const row = base(values);
      return { ...row, address: fromSpreadsheet(row.address), name: fromSpreadsheet(row.name) };
    },
  };
};

/** What a spreadsheet would take for a formula, some also in the wide letters of Chinese and Japanese. */
const formula = /^['=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** What a spreadsheet would take for a formula has an apostrophe before it in our exports. */
export function forSpreadsheet(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

function fromSpreadsheet(text: string): string {
  return text.startsWith("'") && formula.test(text.slice(1)) ? text.slice(1) : text;
}

function localeOfAttributes(json: string): string {
  try {
    const attributes = JSON.parse(json || '{}') as Record<string, unknown> | null;
    const found = [attributes?.['locale'], attributes?.['language'], attributes?.['lang']].find(
      (value) => typeof value === 'string',
    );
    return found === undefined ? '' : String(found);
  } catch (error) {
    if (error instanceof SyntaxError) return ''; // attributes are free text to us, a language in them is a bonus
    throw error;
  }
}
