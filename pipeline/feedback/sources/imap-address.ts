import { isLoopback } from '../../foundation/addresses/is-loopback.ts';
import { fail } from '../../foundation/problems/problem.ts';

/** Where a mailbox is, from IMAP_URL. */
export interface ImapAddress {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte. Otherwise STARTTLS, which is required except on this machine. */
  readonly secure: boolean;
  readonly isLocal: boolean;
  readonly user: string;
  readonly password: string | undefined;
  readonly mailbox: string;
}

/** Parses IMAP_URL: `imaps://user:password@host:port/mailbox`. Fails with `imap-url`. */
export function parseImapAddress(text: string): ImapAddress {
  const url = URL.canParse(text) ? new URL(text) : refuse('it is not an address');
  if (url.protocol !== 'imaps:' && url.protocol !== 'imap:') refuse('it must begin with imaps:// or imap://');
  if (url.hostname === '') refuse('it has no host');
  if (url.username === '') refuse('it has no user name');
  const secure = url.protocol === 'imaps:';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 993 : 143) : Number(url.port),
    secure,
    isLocal: isLoopback(url.hostname),
    user: decode(url.username),
    password: url.password === '' ? undefined : decode(url.password),
    mailbox: decode(url.pathname.slice(1)) || 'INBOX',
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // The problem says what is wrong with the address.
    return refuse('it has a % that is not followed by two hexadecimal digits');
  }
}

function refuse(reason: string): never {
  return fail('imap-url', { reason });
}
