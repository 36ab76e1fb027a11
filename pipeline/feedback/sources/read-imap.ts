import { createHash } from 'node:crypto';
import { ImapFlow } from 'imapflow';
import { fail, ProblemError } from '../../foundation/problems/problem.ts';
import type { Store } from '../../store/store.ts';
import type { ImapAddress } from './imap-address.ts';

export interface ImapOptions {
  readonly address: ImapAddress;
  /** Prints an access token (OAuth 2.0), which replaces the password. */
  readonly token?: (() => Promise<string>) | undefined;
  readonly store: Store;
  readonly signal: AbortSignal;
}

/** The last mail of a mailbox that was handled (RFC 9051, 2.3.1.1). */
interface Position {
  readonly validity: string;
  readonly uid: number;
}

/**
 * Hands each mail that the mailbox got since the last time to `handle`, in order. It changes nothing in the
 * mailbox. The place is stored after each mail, so that a run that breaks off continues there. When the server has
 * numbered its mails again (UIDVALIDITY), it begins from the start, and `handle` recognises what it knows. Fails
 * with `imap-failed`.
 */
export async function readImap(
  { address, token, store, signal }: ImapOptions,
  handle: (raw: Uint8Array) => Promise<void>,
): Promise<void> {
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
    connectionTimeout: 30_000,
    socketTimeout: 120_000,
  });
  // An error outside of a command also ends the command in progress, which reports it.
  client.on('error', () => {});
  const stop = () => client.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    await client.connect();
    const lock = await client.getMailboxLock(address.mailbox, { readOnly: true });
    try {
      await readNew(client, { address, store, signal }, handle);
    } finally {
      lock.release();
    }
    await client.logout();
  } catch (error) {
    if (error instanceof ProblemError) throw error;
    if (!signal.aborted) fail('imap-failed', { host: address.host, reason: reasonOf(error) });
  } finally {
    signal.removeEventListener('abort', stop);
    client.close();
  }
}

async function readNew(
  client: ImapFlow,
  { address, store, signal }: Pick<ImapOptions, 'address' | 'store' | 'signal'>,
  handle: (raw: Uint8Array) => Promise<void>,
): Promise<void> {
  const { mailbox } = client;
  if (!mailbox || mailbox.exists === 0) return;
  const validity = String(mailbox.uidValidity);
  const key = keyOf(address);
  const before = await readPosition(store, key);
  const after = before?.validity === validity ? before.uid : 0;
  const found = (await client.search({ uid: `${after + 1}:*` }, { uid: true })) || [];
  // The server answers with its last mail if there is no later one.
  for (const uid of found.filter((each) => each > after).sort((a, b) => a - b)) {
    if (signal.aborted) return;
    const message = await client.fetchOne(String(uid), { source: true }, { uid: true });
    // Somebody has deleted it in the meantime.
    const raw = message ? message.source : undefined;
    if (raw !== undefined) await handle(raw);
    await writePosition(store, key, { validity, uid });
  }
}

/** The password is no part of it. */
function keyOf({ host, user, mailbox }: ImapAddress): string {
  return `imap ${createHash('sha256')
    .update(JSON.stringify([host, user, mailbox]))
    .digest('hex')
    .slice(0, 16)}`;
}

async function readPosition(store: Store, key: string): Promise<Position | undefined> {
  const row = await store.read((db) =>
    db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst(),
  );
  return row === undefined ? undefined : (JSON.parse(row.value) as Position);
}

async function writePosition(store: Store, key: string, position: Position): Promise<void> {
  const value = JSON.stringify(position);
  await store.transaction(async (db) => {
    await db
      .insertInto('meta')
      .values({ key, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute();
  });
}

/** What the server said, without the credentials, which the library does not put into its errors. */
function reasonOf(error: unknown): string {
  const { message, responseText, code } = error as Error & { responseText?: string; code?: string };
  return (responseText ?? (code === undefined ? message : `${message} (${code})`)).replace(/\.$/, '');
}
