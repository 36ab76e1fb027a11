import type { DispatchPlan } from '../delivery/plan-dispatch.ts';
import { readStatus } from '../delivery/read-status.ts';
import type { Store } from '../store/store.ts';
import type { SentCounts } from './overview.ts';
import type { DispatchDetail, PlanLine } from './protocol.ts';

/** How many messages of each issue were accepted, for the list. */
export async function countSent(store: Store): Promise<SentCounts> {
  const rows = await store.read((db) =>
    db
      .selectFrom('deliveries')
      .innerJoin('dispatches', 'dispatches.id', 'deliveries.dispatch')
      .select(({ fn }) => ['dispatches.issue', 'dispatches.transport', fn.countAll<number>().as('count')])
      .where('deliveries.state', '=', 'accepted')
      .groupBy(['dispatches.issue', 'dispatches.transport'])
      .execute(),
  );
  const counts = new Map<string, { outbox: number; smtp: number }>();
  for (const { issue, transport, count } of rows) {
    const before = counts.get(issue) ?? { outbox: 0, smtp: 0 };
    counts.set(issue, { ...before, [transport]: before[transport] + Number(count) });
  }
  return counts;
}

/** Subscribers that a test can be addressed to as if it were for them: those with a name. */
export async function listReaders(store: Store): Promise<string[]> {
  const rows = await store.read((db) =>
    db
      .selectFrom('subscribers')
      .select('name')
      .distinct()
      .where('state', '=', 'active')
      .where('name', 'is not', null)
      .orderBy('name')
      .limit(200)
      .execute(),
  );
  return rows.flatMap(({ name }) => (name === null ? [] : [name]));
}

export function showPlan({ editions }: DispatchPlan): PlanLine[] {
  return editions.map(({ locale, state, recipients, choices }) => ({
    locale,
    state,
    recipients,
    exact: choices.exact,
    lookup: choices.lookup,
    fallback: choices.default,
  }));
}

/** The dispatches of an issue with what a person wants to see of them, the newest first. */
export async function describeDispatches(
  store: Store,
  issue: string,
  now: number,
): Promise<DispatchDetail[]> {
  const statuses = await readStatus(store, { issue, names: 50 });
  return Promise.all(
    statuses.map(async (status) => {
      const settled = await readSettled(store, status.dispatch);
      return {
        dispatch: status.dispatch,
        revision: status.revision,
        transport: status.transport,
        state: status.state,
        reason: status.reason,
        createdAt: status.createdAt.getTime(),
        counts: status.counts,
        total: status.total,
        editions: sumByLocale(status.editions),
        reasons: status.reasons,
        named: (['uncertain', 'rejected'] as const).flatMap((state) =>
          status[state].map(({ address, reply, reason }) => ({
            state,
            address,
            reason: reply ?? reason ?? '',
          })),
        ),
        overTime: inSteps(settled),
        domains: await readDomains(store, status.dispatch),
        perSecond: settled.filter((at) => at > now - 5000).length / 5,
      };
    }),
  );
}

function sumByLocale(editions: readonly { locale: string; count: number }[]) {
  const sums = new Map<string, number>();
  for (const { locale, count } of editions) sums.set(locale, (sums.get(locale) ?? 0) + count);
  return [...sums].map(([locale, count]) => ({ locale, count }));
}

async function readSettled(store: Store, dispatch: number): Promise<number[]> {
  const rows = await store.read((db) =>
    db
      .selectFrom('deliveries')
      .select('updated_at')
      .where('dispatch', '=', dispatch)
      .where('state', 'in', ['accepted', 'rejected', 'uncertain', 'expired', 'bounced'])
      .orderBy('updated_at')
      .execute(),
  );
  return rows.map(({ updated_at }) => Number(updated_at));
}

/** How many columns the picture over time has. */
const columns = 48;

function inSteps(moments: readonly number[]): { at: number; count: number }[] {
  const [first] = moments;
  const last = moments.at(-1);
  if (first === undefined || last === undefined) return [];
  const step = Math.max(1, (last - first + 1) / columns);
  const counts = Array.from({ length: columns }, () => 0);
  for (const at of moments) {
    const column = Math.min(columns - 1, Math.floor((at - first) / step));
    counts[column] = (counts[column] ?? 0) + 1;
  }
  return counts.map((count, column) => ({ at: Math.round(first + column * step), count }));
}

async function readDomains(store: Store, dispatch: number) {
  const rows = await store.read((db) =>
    db
      .selectFrom('deliveries')
      .select(({ fn }) => ['domain', 'state', fn.countAll<number>().as('count')])
      .where('dispatch', '=', dispatch)
      .groupBy(['domain', 'state'])
      .execute(),
  );
  const domains = new Map<string, { domain: string; count: number; accepted: number }>();
  for (const { domain, state, count } of rows) {
    const before = domains.get(domain) ?? { domain, count: 0, accepted: 0 };
    const accepted = before.accepted + (state === 'accepted' ? Number(count) : 0);
    domains.set(domain, { domain, count: before.count + Number(count), accepted });
  }
  return [...domains.values()].sort((a, b) => b.count - a.count).slice(0, 12);
}
