import { type RawBuilder, sql } from 'kysely';
import { deliveryTimes, type IssueTimes } from '../../schedule/delivery-times.ts';
import type { Database, Store } from '../../store/store.ts';
import { type PaceSettings, paceOf } from '../ledger/pace.ts';
import { assignEditions } from './assign-editions.ts';
import { type AudienceScope, selectAudience } from './audience.ts';
import { countUnreached, type Wave } from './fit-pace.ts';

type PacedRequest = Parameters<typeof assignEditions>[0] & {
  readonly times?: IssueTimes | undefined;
  readonly pace?: PaceSettings | undefined;
};

/**
 * How many readers the pace of a request cannot reach within their windows; 0 without a window or a pace.
 * `frozen` has the locales that are already planned.
 */
export async function countTooSlow(
  db: Database,
  kind: Store['kind'],
  request: PacedRequest,
  scope: AudienceScope & { readonly frozen: readonly string[] },
): Promise<number> {
  const { times, pace } = request;
  const { now, frozen } = scope;
  if (times === undefined || pace === undefined) return 0;
  const byDomain = limitsDomains(pace);
  const groups = await selectAudience(db, scope)
    .select(({ fn }) => ['subscribers.locale', fn.countAll<number>().as('count')])
    .select([
      (times.local ? sql<string | null>`subscribers.time_zone` : sql<null>`null`).as('zone'),
      (byDomain ? domainIn(kind) : sql<string>`''`).as('domain'),
    ])
    .groupBy(['subscribers.locale', 'zone', 'domain'])
    .execute();
  const { assign } = assignEditions(request, frozen);
  const waves = groups
    .filter(({ locale }) => assign(locale ?? undefined).fate === 'planned')
    .map(({ zone, domain, count }) => ({ ...deliveryTimes(times, zone), domain, count: Number(count) }));
  return Math.max(countUnreached(waves, pace, now), byDomain ? sumOfDomains(waves, pace, now) : 0);
}

function limitsDomains({ perDomain, domains }: PaceSettings): boolean {
  return [perDomain, ...Object.values(domains ?? {})].some((limits) => limits?.perSecond !== undefined);
}

function sumOfDomains(
  waves: readonly (Wave & { readonly domain: string })[],
  pace: PaceSettings,
  now: number,
): number {
  let sum = 0;
  for (const [domain, own] of Map.groupBy(waves, (wave) => wave.domain))
    sum += countUnreached(own, paceOf(pace, domain) ?? {}, now);
  return sum;
}

/**
 * An expression for the part of an address after its first "@". An address with a quoted "@" is rare, and the
 * result is only an estimate.
 */
function domainIn(kind: Store['kind']): RawBuilder<string> {
  const position = sql.raw(kind === 'postgres' ? 'strpos' : 'instr');
  return sql<string>`substr(subscribers.normalised, ${position}(subscribers.normalised, '@') + 1)`;
}
