import type { SubscriberState } from '../subscriber.ts';
import type { Cell, Header } from './header.ts';
import type { ListFormat, ListRow } from './list-row.ts';

/** What a service's export says beside what every list does; undefined when the header is not its own. */
export type FormatReader = (
  header: Header,
  base: (values: readonly string[]) => ListRow,
) => ListFormat | undefined;

/**
 * Mailchimp gives a file for each group. Those who left have UNSUB_TIME, those whose mailbox failed CLEAN_TIME, and
 * the moments are UTC.
 */
export const mailchimp: FormatReader = (header, base) => {
  if (!header.has('leid') && !header.has('euid')) return undefined;
  const [first, last] = [header.column('firstname'), header.column('lastname')];
  const [left, cleaned] = [header.column('unsubtime'), header.column('cleantime')];
  const [agreed, confirmed] = [header.column('optintime'), header.column('confirmtime')];
  return {
    name: 'mailchimp',
    read(values) {
      const row = base(values);
      return {
        ...row,
        // Unless another column was mapped to it.
        name: row.name === first(values) ? `${row.name} ${last(values)}` : row.name,
        state: cleaned(values) ? 'suppressed' : left(values) ? 'unsubscribed' : 'active',
        agreedAt: confirmed(values) || agreed(values),
      };
    },
  };
};

/** listmonk: a status, and free attributes as JSON, which may have a language. */
export const listmonk: FormatReader = (header, base) => {
  if (!header.has('uuid', 'email', 'status')) return undefined;
  const [status, created] = [header.column('status'), header.column('createdat')];
  const attributes = header.column('attributes', 'attribs');
  const states: Record<string, SubscriberState> = { enabled: 'active', blocklisted: 'suppressed' };
  return {
    name: 'listmonk',
    read(values) {
      const row = base(values);
      return {
        ...row,
        locale: row.locale || localeOfAttributes(attributes(values)),
        // Whoever is disabled there got nothing.
        state: states[status(values)] ?? 'unsubscribed',
        agreedAt: created(values),
      };
    },
  };
};

/** Ghost: members, of whom some do not subscribe to mail. */
export const ghost: FormatReader = (header, base) => {
  if (!header.has('email', 'subscribedtoemails')) return undefined;
  const [subscribed, deleted] = [header.column('subscribedtoemails'), header.column('deletedat')];
  const created = header.column('createdat');
  return {
    name: 'ghost',
    read(values) {
      const isActive = subscribed(values).toLowerCase() === 'true' && deleted(values) === '';
      return { ...base(values), state: isActive ? 'active' : 'unsubscribed', agreedAt: created(values) };
    },
  };
};

/** Our own export. */
export const courant: FormatReader = (header, base) => {
  if (!header.has('address', 'state', 'source', 'createdat')) return undefined;
  const [state, created]: readonly [Cell, Cell] = [header.column('state'), header.column('createdat')];
  const states: readonly string[] = ['active', 'unsubscribed', 'suppressed'];
  return {
    name: 'courant',
    read(values) {
      const row = base(values);
      const written = state(values);
      return {
        ...row,
        address: fromSpreadsheet(row.address),
        name: fromSpreadsheet(row.name),
        state: states.includes(written) ? (written as SubscriberState) : 'unsubscribed',
        agreedAt: created(values),
      };
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
