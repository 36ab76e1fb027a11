import type { JournalLine } from '../state/place.ts';
import type { Database, Writer } from '../store/store.ts';
import { deleteSignUps, removeSubscriber } from './erase-subscribers.ts';
import { forgetWebhooks } from './forget-webhooks.ts';
import { joinLists, leaveLists } from './join-lists.ts';
import { withholdConfirmations } from './notices.ts';
import { type Consent, recordConsents } from './record-consents.ts';
import { everything } from './suppression-list.ts';

/** The person whom a line concerns, as far as the database knows them. */
interface KnownPerson {
  readonly subscriber: string | undefined;
  /** The address of the subscriber, or of a sign-up. */
  readonly normalised: string | undefined;
}

/** The `source` of consents that come from the journal. */
const source = 'journal';

/**
 * Applies a line of the journal to the database, unless the database has a later decision by the same person.
 * Returns whether anything changed.
 */
export async function applyWithdrawal(db: Writer, line: JournalLine, person: KnownPerson): Promise<boolean> {
  if (await hasLaterWord(db, line, person.subscriber)) return false;
  return line.kind === 'returned' ? bringBack(db, line, person) : withdraw(db, line, person);
}

async function withdraw(
  db: Writer,
  { hash, kind, scope, at }: JournalLine,
  { subscriber, normalised }: KnownPerson,
): Promise<boolean> {
  let isNew = false;
  if (kind !== 'left' && kind !== 'returned') {
    const inserted = await db
      .insertInto('suppressions')
      .values({ hash, scope, reason: kind, created_at: at })
      .onConflict((conflict) => conflict.columns(['hash', 'scope']).doNothing())
      .returning('hash')
      .execute();
    isNew = inserted.length > 0;
  }
  if (normalised !== undefined && kind === 'erased') {
    if (subscriber === undefined) await deleteSignUps(db, normalised);
    else await removeSubscriber(db, { id: subscriber, normalised }, at);
    await forgetWebhooks(db, [normalised]);
    return true;
  }
  if (normalised !== undefined && scope === everything) await withholdConfirmations(db, normalised);
  if (subscriber === undefined) return isNew;
  if (scope !== everything) return (await leaveOne(db, subscriber, scope, at)) || isNew;
  const left = await db
    .updateTable('subscribers')
    .set({ state: kind === 'left' ? 'unsubscribed' : 'suppressed', paused_until: null, updated_at: at })
    .where('id', '=', subscriber)
    .where('state', 'in', kind === 'left' ? ['active'] : ['active', 'unsubscribed'])
    .returning('id')
    .execute();
  if (left.length > 0) await recordConsents(db, [{ subscriber, kind: 'withdrawn', source, at }]);
  return left.length > 0 || isNew;
}

/** A person who leaves their last list has unsubscribed, as on the preferences page. */
async function leaveOne(db: Writer, subscriber: string, list: string, at: number): Promise<boolean> {
  const lists = await leaveLists(db, subscriber, [list]);
  if (lists.length === 0) return false;
  const others = await db
    .selectFrom('subscriptions')
    .select('list')
    .where('subscriber', '=', subscriber)
    .execute();
  if (others.length === 0)
    await db
      .updateTable('subscribers')
      .set({ state: 'unsubscribed', paused_until: null, updated_at: at })
      .where('id', '=', subscriber)
      .where('state', '=', 'active')
      .execute();
  await recordConsents(db, [{ subscriber, kind: 'withdrawn', source, at, lists }]);
  return true;
}

/**
 * The address cannot be recovered from its hash, so a person who is not in the database has to sign up again.
 */
async function bringBack(
  db: Writer,
  { hash, scope, at }: JournalLine,
  { subscriber }: KnownPerson,
): Promise<boolean> {
  const lifted = db.deleteFrom('suppressions').where('hash', '=', hash).where('created_at', '<=', at);
  const rows = await (scope === everything ? lifted : lifted.where('scope', '=', scope))
    .returning('hash')
    .execute();
  if (subscriber === undefined) return rows.length > 0;
  const consent: Consent = { subscriber, kind: 'added', source, at, evidence: 'returned, says the journal' };
  if (scope !== everything) {
    const before = await listsOf(db, subscriber);
    if (before.includes(scope)) return rows.length > 0;
    await joinLists(db, subscriber, [scope], at);
    await recordConsents(db, [{ ...consent, lists: [scope] }]);
    return true;
  }
  const back = await db
    .updateTable('subscribers')
    .set({ state: 'active', paused_until: null, updated_at: at })
    .where('id', '=', subscriber)
    .where('state', '!=', 'active')
    .returning('id')
    .execute();
  if (back.length > 0) await recordConsents(db, [consent]);
  return back.length > 0 || rows.length > 0;
}

async function listsOf(db: Database, subscriber: string): Promise<string[]> {
  const rows = await db
    .selectFrom('subscriptions')
    .select('list')
    .where('subscriber', '=', subscriber)
    .execute();
  return rows.map(({ list }) => list);
}

/**
 * Whether the database has a later consent than a withdrawal, or a withdrawal at least as late as a return.
 * This happens when a transaction failed and was retried, or when a line is older than the journal's place.
 */
async function hasLaterWord(
  db: Database,
  { kind, at }: JournalLine,
  subscriber: string | undefined,
): Promise<boolean> {
  if (subscriber === undefined) return false;
  const isReturn = kind === 'returned';
  const query = db.selectFrom('consents').select('id').where('subscriber', '=', subscriber);
  const later = isReturn
    ? query.where('kind', '=', 'withdrawn').where('at', '>=', at)
    : query.where('kind', 'in', ['confirmed', 'added']).where('at', '>', at);
  return (await later.limit(1).execute()).length > 0;
}
