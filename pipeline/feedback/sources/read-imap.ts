import { createHash } from 'node:crypto';
import type { ImapFlow } from 'imapflow';
import type { Store } from '../../store/store.ts';
import type { ImapAddress } from './imap-address.ts';
import { type ImapAccess, withImap } from './with-imap.ts';

export interface ImapOptions extends ImapAccess {
  readonly store: Store;
}

/** The last mail of a mailbox that was handled (RFC 9051, 2.3.1.1). */
interface Position {
  readonly validity: string;
  readonly uid: number;
}

/**
 * Hands each mail that the mailbox got since the last time to `handle`, in order. It changes nothing in the
 * mailbox. It stores its position after each mail, so that the next run continues where an interrupted one ended.
 * When the server has numbered its mails again (UIDVALIDITY), it begins from the start, and `handle` recognises
 * the mails that it knows. Fails as `withImap`
 * does.
 */
export async function readImap(
  options: ImapOptions,
  handle: (raw: Uint8Array) => Promise<void>,
): Promise<void> {
  await withImap(options, (client) => readNew(client, options, handle));
}

async function readNew(
  client: ImapFlow,
  { address, store, signal }: ImapOptions,
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
