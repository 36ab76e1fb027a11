import type { Schema } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';

/** The channel through which people get alerts, and the transport whose dispatches the alerts are about. */
export interface AlertScope {
  readonly transport: string;
  readonly channel: Schema['alerts']['channel'];
}

/** Identifies an open end. */
interface AlertKey {
  readonly reason: string;
  readonly issue: string;
}

/** An open end, and how long it has to last before people are alerted to it, in ms. */
interface WantedAlert extends AlertKey {
  readonly after: number;
}

/**
 * Records the open ends, and claims the alerts that are due, so that only one process sends each of them. The
 * claims expire at `until`. Another process can then claim an alert that was not sent.
 */
export function claimAlerts(
  store: Store,
  scope: AlertScope,
  wanted: readonly WantedAlert[],
  { now, until }: { readonly now: number; readonly until: number },
): Promise<AlertKey[]> {
  return store.transaction(async (db) => {
    const claimed: AlertKey[] = [];
    // Always in the same order, so that two processes never wait for each other's rows.
    for (const { reason, issue, after } of wanted.toSorted(byKey)) {
      const row = { ...scope, reason, issue };
      await db
        .insertInto('alerts')
        .values({ ...row, since: now, seen_at: now, claimed_until: 0, sent_at: null })
        .onConflict((conflict) =>
          conflict.columns(['transport', 'channel', 'reason', 'issue']).doUpdateSet({ seen_at: now }),
        )
        .execute();
      const { numUpdatedRows } = await db
        .updateTable('alerts')
        .set({ claimed_until: until })
        .where(({ and }) => and(row))
        .where('sent_at', 'is', null)
        .where('claimed_until', '<=', now)
        .where('since', '<=', now - after)
        .executeTakeFirst();
      if (numUpdatedRows === 1n) claimed.push({ reason, issue });
    }
    return claimed;
  });
}

/** Records that alerts were sent. */
export function settleAlerts(
  store: Store,
  scope: AlertScope,
  keys: readonly AlertKey[],
  now: number,
): Promise<void> {
  return store.transaction(async (db) => {
    for (const { reason, issue } of keys.toSorted(byKey))
      await db
        .updateTable('alerts')
        .set({ sent_at: now, claimed_until: 0 })
        .where(({ and }) => and({ ...scope, reason, issue }))
        .execute();
  });
}

/**
 * Forgets open ends with these reasons that no process has seen since `before`, because they are settled. If
 * one occurs again, people get another alert.
 */
export function forgetAlerts(
  store: Store,
  {
    transport,
    reasons,
    before,
  }: Pick<AlertScope, 'transport'> & {
    readonly reasons: readonly string[];
    readonly before: number;
  },
): Promise<void> {
  return store.transaction(async (db) => {
    await db
      .deleteFrom('alerts')
      .where('transport', '=', transport)
      .where('reason', 'in', reasons)
      .where('seen_at', '<', before)
      .execute();
  });
}

/**
 * Claims the messages that an open end is over, and returns the channels through which people got the alert about
 * it. The claims expire at `until`. Forgets the alerts that were not sent.
 */
export function claimRecovery(
  store: Store,
  key: Omit<AlertScope, 'channel'> & AlertKey,
  { now, until }: { readonly now: number; readonly until: number },
): Promise<AlertScope['channel'][]> {
  return store.transaction(async (db) => {
    await db
      .deleteFrom('alerts')
      .where(({ and }) => and({ ...key }))
      .where('sent_at', 'is', null)
      .execute();
    const rows = await db
      .updateTable('alerts')
      .set({ claimed_until: until })
      .where(({ and }) => and({ ...key }))
      .where('claimed_until', '<=', now)
      .returning('channel')
      .execute();
    return rows.map(({ channel }) => channel);
  });
}

/** Forgets an alert on one channel. */
export function deleteAlert(store: Store, key: AlertScope & AlertKey): Promise<void> {
  return store.transaction(async (db) => {
    await db
      .deleteFrom('alerts')
      .where(({ and }) => and({ ...key }))
      .execute();
  });
}

const byKey = (one: AlertKey, other: AlertKey) =>
  one.reason < other.reason || (one.reason === other.reason && one.issue < other.issue) ? -1 : 1;
