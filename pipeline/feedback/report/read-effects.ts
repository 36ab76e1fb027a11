import type { Database, Store } from '../../store/store.ts';

/** An event in effect, with what it did and its evidence. */
export interface FeedbackEffect {
  /** Names the event for `courant feedback undo`. */
  readonly effect: string;
  readonly issue: string | null;
  /** Null if the person was erased. */
  readonly address: string | null;
  readonly kind: string;
  /** In milliseconds since 1970. */
  readonly at: number;
  /** What changed, such as `accepted to bounced`, in words. */
  readonly changes: readonly string[];
  readonly status: string | null;
  /** What the server said, without addresses. */
  readonly diagnostic: string | null;
}

interface EffectFilter {
  /** The numbers of dispatches. */
  readonly dispatches?: readonly number[];
  readonly subscriber?: string;
  readonly name?: { readonly source: string; readonly id: string };
}

/** The events in effect that changed something or may lead to a suppression, newest first. */
export async function readEffects(
  store: Store,
  filter: EffectFilter = {},
  limit?: number,
): Promise<FeedbackEffect[]> {
  const rows = await store.read((db) => {
    const query = selectEffects(db, filter)
      .leftJoin('dispatches', 'dispatches.id', 'feedback_events.dispatch')
      .leftJoin('subscribers', 'subscribers.id', 'feedback_events.subscriber')
      .selectAll('feedback_events')
      .select(['dispatches.issue as issueName', 'subscribers.address as reader'])
      .orderBy('received_at', 'desc')
      .orderBy('event');
    return (limit === undefined ? query : query.limit(limit)).execute();
  });
  return rows.map((row) => ({
    effect: `${row.source}:${row.event}`,
    issue: row.issueName,
    address: row.reader,
    kind: row.kind,
    at: Number(row.at),
    changes: [
      row.moved_to !== null && `delivery ${row.moved_from} to ${row.moved_to}`,
      row.reader_effect !== null && `reader ${row.reader_effect}`,
      row.dispatch_effect !== null && `dispatch ${row.dispatch_effect}`,
    ].filter((change) => change !== false),
    status: row.status,
    diagnostic: row.diagnostic,
  }));
}

/** How many events `readEffects` returns without a limit. */
export async function countEffects(store: Store, filter: EffectFilter = {}): Promise<number> {
  const { count } = await store.read((db) =>
    selectEffects(db, filter)
      .select(({ fn }) => fn.countAll().as('count'))
      .executeTakeFirstOrThrow(),
  );
  return Number(count);
}

function selectEffects(db: Database, { dispatches, subscriber, name }: EffectFilter) {
  let query = db
    .selectFrom('feedback_events')
    .where('feedback_events.state', '=', 'applied')
    .where('kind', 'in', ['bounced', 'complained', 'unsubscribed', 'delivered'])
    .where((where) => where.or([where('kind', '<>', 'delivered'), where('moved_to', 'is not', null)]));
  if (name !== undefined)
    query = query.where('feedback_events.source', '=', name.source).where('event', '=', name.id);
  // No dispatch has the number -1, and PostgreSQL does not accept an empty list.
  if (dispatches !== undefined) query = query.where('dispatch', 'in', [...dispatches, -1]);
  if (subscriber !== undefined) query = query.where('subscriber', '=', subscriber);
  return query;
}
