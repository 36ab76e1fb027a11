import { ImapFlow } from 'imapflow';
import { fail, ProblemError } from '../../foundation/problems/problem.ts';
import type { ImapAddress } from './imap-address.ts';

export interface ImapAccess {
  readonly address: ImapAddress;
  /** Prints an access token (OAuth 2.0), which replaces the password. */
  readonly token?: (() => Promise<string>) | undefined;
  readonly signal: AbortSignal;
  /** How long the server may take for one answer, in ms. */
  readonly timeout?: number;
}

/**
 * Opens the mailbox, so that nothing in it can change, and closes it after `use`. Returns undefined if the signal
 * ended it. Fails with `imap-unreachable`, or with `imap-failed` if the server answers with a refusal.
 */
export async function withImap<Result>(
  { address, token, signal, timeout = 30_000 }: ImapAccess,
  use: (client: ImapFlow) => Promise<Result>,
): Promise<Result | undefined> {
  const accessToken = await token?.();
  const client = new ImapFlow({
    host: address.host,
    port: address.port,
    secure: address.secure,
    doSTARTTLS: address.secure || address.isLocal ? undefined : true,
    auth:
      accessToken === undefined
        ? { user: address.user, pass: address.password ?? '' }
        : { user: address.user, accessToken },
    tls: { rejectUnauthorized: !address.isLocal },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    socketTimeout: timeout * 4,
  });
  // An error outside of a command also ends the command in progress, which reports it.
  client.on('error', () => {});
  const stop = () => client.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await client.connect();
    const lock = await client.getMailboxLock(address.mailbox, { readOnly: true });
    let result: Result;
    try {
      result = await use(client);
    } finally {
      lock.release();
    }
    await client.logout();
    return result;
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    if (signal.aborted) return undefined;
    const { host } = address;
    const refusal = (error as { responseText?: string }).responseText;
    return refusal === undefined
      ? fail('imap-unreachable', { host, reason: reasonOf(error as NodeJS.ErrnoException) })
      : fail('imap-failed', { host, reason: refusal.replace(/\.$/, '') });
  } finally {
    signal.removeEventListener('abort', stop);
    client.close();
  }
}

/** What went wrong, without the credentials, which the library does not put into its errors. */
function reasonOf({ code = '', message }: NodeJS.ErrnoException): string {
  // Messages of OpenSSL have several lines.
  const [line = ''] = message.split('\n');
  return reasons[code] ?? `${line.trim().replace(/\.$/, '')}${code && ` (${code})`}`;
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'no host has this name',
  CONNECT_TIMEOUT: 'it did not answer in time',
  GREETING_TIMEOUT: 'it did not answer in time',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not begin with TLS there, as imaps:// does',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  ETIMEOUT: 'it did not answer in time',
};
