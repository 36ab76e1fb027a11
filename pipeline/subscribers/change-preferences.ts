import type { Store } from '../store/store.ts';
import { joinLists, leaveLists } from './join-lists.ts';
import { recordConsents } from './record-consents.ts';

/** What subscribers settle themselves. */
export interface Preferences {
  readonly name: string | undefined;
  /** One of the publication's editions. */
  readonly locale: string;
  /** An IANA name. */
  readonly timeZone: string | undefined;
  /** In milliseconds since 1970; nothing is sent before. */
  readonly pausedUntil: number | undefined;
  /** The ids of the lists to be on; undefined where a publication has none. */
  readonly lists: readonly string[] | undefined;
}

/** Writes what an active subscriber chose; false when there is no such subscriber. */
export function changePreferences(
  store: Store,
  subscriber: string,
  preferences: Preferences,
  now: number,
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
      .returning('id')
      .execute();
    if (changed.length === 0) return false;
    if (lists === undefined) return true;
    const current = await db
      .selectFrom('subscriptions')
      .select('list')
      .where('subscriber', '=', subscriber)
      .execute();
    const before = current.map(({ list }) => list).sort();
    await leaveLists(
      db,
      subscriber,
      before.filter((list) => !lists.includes(list)),
    );
    await joinLists(
      db,
      subscriber,
      lists.filter((list) => !before.includes(list)),
      now,
    );
    if (before.join() !== [...lists].sort().join())
      await recordConsents(db, [{ subscriber, kind: 'changed', source: 'page', at: now, lists }]);
    return true;
  });
}
