import type { Store } from '../store/store.ts';
import { joinLists, leaveLists } from './join-lists.ts';
import { recordConsents } from './record-consents.ts';
import type { SuppressionList } from './suppression-list.ts';

/** The settings that subscribers change themselves. */
export interface Preferences {
  readonly name: string | undefined;
  /** One of the publication's editions. */
  readonly locale: string;
  /** An IANA name. */
  readonly timeZone: string | undefined;
  /** In milliseconds since 1970. Nothing is sent before then. */
  readonly pausedUntil: number | undefined;
  /** The ids of the chosen lists; undefined when the publication has no lists. */
  readonly lists: readonly string[] | undefined;
}

/** Saves an active subscriber's choices. Returns false when there is no such subscriber. */
export function changePreferences(
  store: Store,
  subscriber: string,
  preferences: Preferences,
  { suppressions, now }: { readonly suppressions: SuppressionList; readonly now: number },
): Promise<boolean> {
  const { name, locale, timeZone, pausedUntil, lists } = preferences;
  return store.transaction(async (db) => {
    const changed = await db
      .updateTable('subscribers')
      .set({
        name: name ?? null,
        locale,
        time_zone: timeZone ?? null,
        paused_until: pausedUntil ?? null,
        updated_at: now,
      })
      .where('id', '=', subscriber)
      .where('state', '=', 'active')
      .returning('normalised')
      .executeTakeFirst();
    if (changed === undefined) return false;
    if (lists === undefined) return true;
    const current = await db
      .selectFrom('subscriptions')
      .select('list')
      .where('subscriber', '=', subscriber)
      .execute();
    const before = current.map(({ list }) => list).sort();
    const left = before.filter((list) => !lists.includes(list));
    const joined = lists.filter((list) => !before.includes(list));
    if (left.length + joined.length === 0) return true;
    await leaveLists(db, subscriber, left);
    await joinLists(db, subscriber, joined, now);
    await recordConsents(db, [{ subscriber, kind: 'changed', source: 'page', at: now, lists }]);
    const { normalised } = changed;
    await suppressions.record(db, [
      ...left.map((scope) => ({ normalised, kind: 'left' as const, scope, at: now })),
      ...joined.map((scope) => ({ normalised, kind: 'returned' as const, scope, at: now })),
    ]);
    return true;
  });
}
