/** The maximum speed of a dispatch, for all processes together. The gate of each message enforces it. */
export interface PaceSettings {
  /** Messages a second. */
  readonly perSecond?: number;
  /** Begins at `from` messages a second and doubles every `doubleEvery` ms, up to `perSecond`. */
  readonly warmUp?: { readonly from: number; readonly doubleEvery: number };
  /** For each domain. */
  readonly perDomain?: DomainPace;
  /** Overrides `perDomain` for these domains, such as `example.org`. */
  readonly domains?: Readonly<Record<string, DomainPace>>;
}

export interface DomainPace {
  /** Messages a second. */
  readonly perSecond?: number;
  /** Messages that wait for their reply at the same time. */
  readonly inFlight?: number;
}

/**
 * How much idle time may be made up for at once, in ms. Gates are committed in small groups, so it covers the time
 * between two commits.
 */
const burst = 100;

/** The limit in messages a second, `elapsed` ms after the dispatch began; undefined without a limit. */
export function rateAt({ perSecond, warmUp }: PaceSettings, elapsed: number): number | undefined {
  if (!warmUp) return perSecond;
  const warm = warmUp.from * 2 ** (Math.max(0, elapsed) / warmUp.doubleEvery);
  return Math.min(warm, perSecond ?? Number.POSITIVE_INFINITY);
}

export function paceOf(pace: PaceSettings, domain: string): DomainPace | undefined {
  return pace.domains?.[domain] ?? pace.perDomain;
}

export interface Turns {
  /** How many of the wanted messages may go now. */
  readonly taken: number;
  /** The bucket afterwards. */
  readonly freeAt: number;
  /** When the next message may go, in ms since 1970. */
  readonly nextAt: number;
}

/**
 * A token bucket as one number: the time from which the next message may go. Each message advances it by its
 * share of a second. It is never further behind the clock than the burst.
 */
export function takeTurns(freeAt: number, now: number, perSecond: number | undefined, wanted: number): Turns {
  if (perSecond === undefined) return { taken: wanted, freeAt, nextAt: now };
  const step = 1000 / perSecond;
  const start = Math.max(freeAt, now - burst);
  const allowed = start > now ? 0 : Math.floor((now - start) / step) + 1;
  const taken = Math.min(allowed, wanted);
  const after = taken > 0 ? start + taken * step : start;
  return { taken, freeAt: taken > 0 ? after : freeAt, nextAt: after };
}
