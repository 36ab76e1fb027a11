import type { Header } from './header.ts';
import type { ListFormat, ListRow } from './list-row.ts';
import { readState } from './read-state.ts';

/** Reads the columns of one service's export. Undefined when the header belongs to another program. */
type FormatReader = (
  header: Header,
  base: (values: readonly string[]) => ListRow,
) => Omit<ListFormat, 'hasLists'> | undefined;

/**
 * Mailchimp writes one file per group. People who left have an UNSUB_TIME, and failed mailboxes a CLEAN_TIME.
 * Times are in UTC.
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

/**
 * listmonk has a status and free-form attributes in JSON, which may include a language. It sends no mail to
 * disabled people.
 */
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

/** Ghost exports members, some of whom do not subscribe to mail. */
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

/** Brevo exports contacts of any state, with a column that is true for people who must not get mail. */
export const brevo: FormatReader = (header, base) => {
  const marks = ['emailblacklisted', 'blacklisted', 'emailmarketing'];
  if (!header.has('email') || !marks.some((mark) => header.has(mark))) return undefined;
  const [blocked, marketing] = [
    header.column('emailblacklisted', 'blacklisted'),
    header.column('emailmarketing'),
  ];
  return {
    name: 'brevo',
    read: (values) => ({
      ...base(values),
      // Brevo uses one mark both for people who left and for failed mailboxes.
      state: /^(true|1|yes)$/i.test(blocked(values))
        ? { state: 'unsubscribed' }
        : readState(marketing(values)),
    }),
  };
};

/** Substack exports everybody, including people who turned mail off. */
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

/**
 * MailPoet writes a row for each list of a person. People may have left one list, or all of them.
 */
export const mailpoet: FormatReader = (header, base) => {
  if (!header.has('email', 'liststatus') && !header.has('email', 'globalstatus', 'list')) return undefined;
  const [ofList, ofAll] = [header.column('liststatus'), header.column('globalstatus')];
  const agreed = [header.column('confirmationtime'), header.column('subscriptiontime')];
  return {
    name: 'mailpoet',
    hasRowPerList: true,
    read(values) {
      const state = readState(ofAll(values));
      const leftList = state.state === 'active' && readState(ofList(values)).state !== 'active';
      return {
        ...base(values),
        ...(leftList ? { leftList, state: { state: 'unsubscribed' } } : { state }),
        agreedAt: agreed.map((cell) => cell(values)).find(Boolean) ?? '',
      };
    },
  };
};

/** Keila has attributes in JSON, which may include a language. */
export const keila: FormatReader = (header, base) => {
  if (!header.has('email', 'data', 'status', 'externalid')) return undefined;
  const data = header.column('data');
  return {
    name: 'keila',
    read(values) {
      const row = base(values);
      return { ...row, locale: row.locale || localeOfAttributes(data(values)) };
    },
  };
};

/** Buttondown has one type for both the state of a person and what they pay. */
export const buttondown: FormatReader = (header, base) => {
  if (!header.has('creationdate') || !header.has('emailaddress')) return undefined;
  const [type, metadata] = [header.column('type', 'subscribertype'), header.column('metadata')];
  return {
    name: 'buttondown',
    read(values) {
      const row = base(values);
      return {
        ...row,
        locale: row.locale || localeOfAttributes(metadata(values)),
        state: readState(paying.has(type(values)) ? 'active' : type(values)),
      };
    },
  };
};

/** The types of people who get mail. */
const paying = new Set('regular premium gifted trialed unpaid past_due churning churned paused'.split(' '));

/** Courant's own export. */
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

/**
 * The characters that make a spreadsheet read a formula. Some have full-width forms in Chinese and Japanese.
 */
const formula = /^['=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** Puts an apostrophe before text that a spreadsheet would read as a formula. */
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
    if (error instanceof SyntaxError) return ''; // Attributes are free-form, so invalid JSON only means that they name no language.
    throw error;
  }
}
