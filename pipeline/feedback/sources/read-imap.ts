import { createHash } from 'node:crypto';
import type { ImapFlow } from 'imapflow';
import { fail } from '../../foundation/problems/problem.ts';
import type { Store } from '../../store/store.ts';
import type { ImapAddress } from './imap-address.ts';
import { largestMail, type MailTaker } from './mail-taker.ts';
import { type ImapAccess, withImap } from './with-imap.ts';

export interface ImapOptions extends ImapAccess {
  readonly store: Store;
  /** In bytes. Larger mails are not read. */
  readonly largest?: number;
}

/** The last mail of a mailbox that was handled (RFC 9051, 2.3.1.1). */
interface Position {
  readonly validity: string;
  readonly uid: number;
}

/**
 * Hands each mail that the mailbox got since the last time to `take`, in order. It changes nothing in the mailbox. It
 * stores its position after each mail, so that the next run continues where an interrupted one ended, or at the first
 * mail that was not handled. When the server has numbered its mails again (UIDVALIDITY), it begins from the start, and
 * `take` recognises the mails that it knows. Fails as `withImap` does.
 */
export async function readImap(options: ImapOptions, taker: MailTaker): Promise<void> {
  await withImap(options, (client) => readNew(client, options, taker));
}

async function readNew(
  client: ImapFlow,
  { address, store, signal, largest = largestMail }: ImapOptions,
  { take, refuse }: MailTaker,
): Promise<void> {
  const { mailbox } = client;
  if (!mailbox || mailbox.exists === 0) return;
  const validity = String(mailbox.uidValidity);
  const key = keyOf(address);
  const before = await readPosition(store, key);
  const after = before?.validity === validity ? before.uid : 0;
  const found = await client.search({ uid: `${after + 1}:*` }, { uid: true });
  if (!found) {
    if (signal.aborted) return;
    fail('imap-failed', { host: address.host, reason: 'it refuses to search for new mails' });
  }
  let isWhole = true;
  // The server answers with its last mail if there is no later one.
  for (const uid of found.filter((each) => each > after).sort((a, b) => a - b)) {
    if (signal.aborted) return;
    const parts = { size: true, source: { start: 0, maxLength: largest } };
    const message = await client.fetchOne(String(uid), parts, { uid: true });
    if (signal.aborted) return;
    // If there is none, somebody has deleted it in the meantime.
    const { size = 0, source } = message || {};
    if (size > largest) refuse(size);
    else if (source !== undefined) isWhole = (await take(source)) && isWhole;
    if (isWhole) await writePosition(store, key, { validity, uid });
  }
}

/** The password is not part of it. */
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
