import { sql } from 'kysely';
import type { Store, Writer } from '../../store/store.ts';
import { type PaceSettings, paceOf, rateAt, reserveSlots } from './pace.ts';

/** A delivery whose message has been written except for its end. */
export interface WaitingGate {
  readonly id: number;
  readonly domain: string;
}

export interface Admission {
  readonly admitted: readonly number[];
  /** When the other gates should ask again, in ms since 1970. */
  readonly retryAt: number;
}

/** How long to wait for an in-flight slot that another process holds, in ms. */
const pollInterval = 50;

/**
 * Admits as many gates as the pace allows. The dispatch and each domain have a token bucket in the store, so
 * the limits hold for all processes together. Call it inside the transaction that opens the gates.
 */
export async function admit(
  db: Writer,
  kind: Store['kind'],
  scope: { dispatch: number; now: number; gates: readonly WaitingGate[]; pace: PaceSettings },
): Promise<Admission> {
  const { dispatch, now, gates, pace } = scope;
  const domains = [...new Set(gates.map(({ domain }) => domain))].sort();
  const buckets = await lockBuckets(db, kind, dispatch, ['', ...domains], now);
  const whole = buckets.get('') ?? { started_at: now, free_at: 0, not_before: 0 };
  const turns = reserveSlots(whole.free_at, now, rateAt(pace, now - whole.started_at), gates.length);
  const inFlight = await countInFlight(db, dispatch, domains);

  const admitted: number[] = [];
  const moments: number[] = [];
  for (const domain of domains) {
    const waiting = gates.filter((gate) => gate.domain === domain);
    const left = Math.min(waiting.length, turns.taken - admitted.length);
    if (left < waiting.length) moments.push(turns.nextAt);
    const limits = paceOf(pace, domain);
    const bucket = buckets.get(domain) ?? whole;
    const places = Math.max(0, (limits?.inFlight ?? Number.POSITIVE_INFINITY) - (inFlight.get(domain) ?? 0));
    if (places < left) moments.push(now + pollInterval);
    const own = reserveSlots(bucket.free_at, now, limits?.perSecond, Math.min(left, places));
    if (own.taken < Math.min(left, places)) moments.push(own.nextAt);
    admitted.push(...waiting.slice(0, own.taken).map(({ id }) => id));
    if (own.freeAt !== bucket.free_at) await setFreeAt(db, dispatch, domain, own.freeAt);
  }
  const taken = reserveSlots(whole.free_at, now, rateAt(pace, now - whole.started_at), admitted.length);
  if (taken.freeAt !== whole.free_at) await setFreeAt(db, dispatch, '', taken.freeAt);
  return { admitted, retryAt: Math.min(...moments, Number.POSITIVE_INFINITY) };
}

/**
 * Locks the buckets in the order of their domains, to avoid deadlocks. While it holds the lock, a process is
 * also the only one that counts the messages in flight.
 */
async function lockBuckets(
  db: Writer,
  kind: Store['kind'],
  dispatch: number,
  domains: string[],
  now: number,
) {
  const fresh = { dispatch, started_at: now, free_at: 0, not_before: 0, slowdowns: 0 };
  await db
    .insertInto('paces')
    .values(domains.map((domain) => ({ ...fresh, domain })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const query = db
    .selectFrom('paces')
    .select(['domain', 'started_at', 'free_at', 'not_before'])
    .where('dispatch', '=', dispatch)
    .where('domain', 'in', domains)
    .orderBy('domain');
  const rows = await (kind === 'postgres' ? query.forUpdate() : query).execute();
  return new Map(rows.map((row) => [row.domain, row]));
}

async function countInFlight(db: Writer, dispatch: number, domains: readonly string[]) {
  const rows = await db
    .selectFrom('deliveries')
    .select(({ fn }) => ['domain', fn.countAll<number>().as('count')])
    .where('dispatch', '=', dispatch)
    // A literal, so that the partial index applies.
    .where(sql<boolean>`state in ('claimed', 'sending')`)
    .where('state', '=', 'sending')
    .where('domain', 'in', domains)
    .groupBy('domain')
    .execute();
  return new Map(rows.map(({ domain, count }) => [domain, Number(count)]));
}

async function setFreeAt(db: Writer, dispatch: number, domain: string, freeAt: number): Promise<void> {
  await db
    .updateTable('paces')
    .set({ free_at: freeAt })
    .where('dispatch', '=', dispatch)
    .where('domain', '=', domain)
    .execute();
}
