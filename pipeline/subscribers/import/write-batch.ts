import type { Writer } from '../../store/store.ts';
import { type Consent, recordConsents } from '../record-consents.ts';
import type { SubscriberSource } from '../subscriber.ts';
import { withSubscriberIds } from '../subscriber-id.ts';
import { type SuppressionList, suppressedFromAll, withoutSuppressed } from '../suppression-list.ts';
import type { SubscriberEntry } from './check-row.ts';

interface BatchOptions {
  readonly source: SubscriberSource;
  /** The source for the consent ledger, such as `mailchimp`. */
  readonly format: string;
  /** Where the consent came from, in the operator's words. */
  readonly evidence: string;
  /** The lists to put everybody on. */
  readonly lists: readonly string[];
  readonly suppressions: SuppressionList;
  readonly dryRun: boolean;
  readonly now: number;
}

export interface BatchReport {
  /** The entries that are not suppressed, with the lists that they will join. */
  readonly kept: readonly SubscriberEntry[];
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  /** The suppressed entries, and the reason for each. */
  readonly suppressed: readonly { readonly line: number; readonly reason: string }[];
}

/**
 * Writes entries with distinct addresses. A known subscriber keeps their id. A file can deactivate them,
 * because they may have left elsewhere, but it can never activate them.
 */
export async function writeBatch(
  db: Writer,
  entries: readonly SubscriberEntry[],
  options: BatchOptions,
): Promise<BatchReport> {
  const { suppressions, source, now, dryRun } = options;
  const addresses = entries.map(({ normalised }) => normalised);
  const found = await suppressions.find(db, addresses);
  const rows = await db
    .selectFrom('subscribers')
    .select(['id', 'normalised', 'name', 'locale', 'time_zone', 'state', 'source'])
    .where('normalised', 'in', addresses)
    .execute();
  const known = new Map(rows.map((row) => [row.normalised, row]));
  const isKept = ({ normalised }: SubscriberEntry) =>
    known.has(normalised) || suppressedFromAll(found.get(normalised)) === undefined;
  const listsOf = ({ lists, normalised }: SubscriberEntry) =>
    withoutSuppressed([...new Set([...options.lists, ...lists])], found.get(normalised));

  const fresh = withSubscriberIds(entries.filter((entry) => !known.has(entry.normalised) && isKept(entry)));
  const changed = entries.flatMap((entry) => {
    const row = known.get(entry.normalised);
    if (!row) return [];
    const next = {
      name: entry.name ?? row.name,
      locale: entry.locale ?? row.locale,
      time_zone: entry.timeZone ?? row.time_zone,
      state: row.state === 'active' ? entry.state : row.state,
      // A sample reader who occurs in a real list becomes a real subscriber, never the other way round.
      source: row.source === 'sample' ? source : row.source,
    };
    const same = (Object.keys(next) as (keyof typeof next)[]).every((key) => next[key] === row[key]);
    return same ? [] : [{ id: row.id, entry, next, leaves: next.state !== row.state }];
  });

  const freshIds = new Map(fresh.map(({ entry, id }) => [entry, id]));
  if (!dryRun) {
    await insertSubscribers(db, fresh, options);
    for (const { id, next } of changed)
      await db
        .updateTable('subscribers')
        .set({ ...next, updated_at: now })
        .where('id', '=', id)
        .execute();
    for (const [reason, group] of Map.groupBy(entries, ({ suppression }) => suppression)) {
      const refused = group.map(({ normalised }) => normalised);
      if (reason !== undefined) await suppressions.add(db, refused, reason, now);
    }
    await joinAll(
      db,
      entries.filter(isKept).flatMap((entry) => {
        const id = known.get(entry.normalised)?.id ?? freshIds.get(entry);
        return id === undefined ? [] : listsOf(entry).map((list) => ({ subscriber: id, list, since: now }));
      }),
    );
    if (source !== 'sample') {
      const consents = fresh.map(({ id, entry }) => consentOf(id, entry, listsOf(entry), options));
      const withdrawals = changed
        .filter(({ leaves }) => leaves)
        .map(({ id }): Consent => ({ subscriber: id, kind: 'withdrawn', source: options.format, at: now }));
      await recordConsents(db, [...consents, ...withdrawals]);
      const gone = new Set(changed.filter(({ leaves }) => leaves).map(({ entry }) => entry));
      await suppressions.record(
        db,
        entries
          .filter((entry) => entry.state !== 'active' && (freshIds.has(entry) || gone.has(entry)))
          .map(({ normalised, state }) => ({
            normalised,
            kind: state === 'suppressed' ? ('bounced' as const) : ('left' as const),
            at: now,
          })),
      );
    }
  }
  const suppressed = entries
    .filter((entry) => !isKept(entry) && entry.state === 'active')
    .map(({ line, normalised }) => ({
      line,
      reason: suppressedFromAll(found.get(normalised))?.reason ?? '',
    }));
  const left = entries.filter((entry) => !isKept(entry)).length;
  return {
    kept: entries.filter(isKept).map((entry) => ({ ...entry, lists: listsOf(entry) })),
    added: fresh.length,
    updated: changed.length,
    unchanged: entries.length - fresh.length - changed.length - left,
    suppressed,
  };
}

async function insertSubscribers(
  db: Writer,
  fresh: readonly { entry: SubscriberEntry; id: string }[],
  { source, now }: BatchOptions,
): Promise<void> {
  if (fresh.length === 0) return;
  await db
    .insertInto('subscribers')
    .values(
      fresh.map(({ id, entry }) => ({
        id,
        address: entry.address,
        normalised: entry.normalised,
        name: entry.name ?? null,
        locale: entry.locale ?? null,
        time_zone: entry.timeZone ?? null,
        state: entry.state,
        source,
        created_at: now,
        updated_at: now,
      })),
    )
    .execute();
}

async function joinAll(db: Writer, rows: readonly { subscriber: string; list: string; since: number }[]) {
  if (rows.length === 0) return;
  await db
    .insertInto('subscriptions')
    .values(rows)
    .onConflict((conflict) => conflict.columns(['subscriber', 'list']).doNothing())
    .execute();
}

function consentOf(
  id: string,
  { state, agreedAt, agreedText }: SubscriberEntry,
  lists: readonly string[],
  { format, evidence, now }: BatchOptions,
): Consent {
  const isActive = state === 'active';
  return {
    subscriber: id,
    kind: isActive ? 'imported' : 'withdrawn',
    source: format,
    evidence: agreedText === undefined ? evidence : `${evidence}; its date there: ${agreedText}`,
    at: now,
    ...(lists.length > 0 && { lists }),
    requestedAt: isActive ? agreedAt : undefined,
  };
}
