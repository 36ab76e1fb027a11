import { createHeaderField, type HeaderField } from './header-field.ts';

/** The date in UTC, to the second (RFC 5322, 3.3). */
export function createDateField(date: Date): HeaderField {
  return createHeaderField('Date', date.toUTCString().replace('GMT', '+0000'));
}

/**
 * One-click unsubscribing (RFC 8058): the signed HTTPS address, followed by the unsubscribe mailbox if there
 * is one. The `-Post` field applies to an HTTPS address only.
 */
export function createUnsubscribeFields(url: string, mailbox: string | undefined): HeaderField[] {
  const token = url.slice(url.lastIndexOf('/') + 1);
  const mailto =
    mailbox === undefined ? '' : `, <mailto:${encodeMailbox(mailbox)}?subject=unsubscribe%20${token}>`;
  return [
    createHeaderField('List-Unsubscribe', `<${url}>${mailto}`),
    ...(url.startsWith('https:') ? [oneClick] : []),
  ];
}

const oneClick = createHeaderField('List-Unsubscribe-Post', 'List-Unsubscribe=One-Click');

/** The last "@" stays as it is. Other characters may need percent-encoding (RFC 6068, 2). */
const encodeMailbox = (mailbox: string) => encodeURIComponent(mailbox).replace(/%40(?=[^%]*$)/, '@');
