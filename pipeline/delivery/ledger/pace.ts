/** The maximum speed of a dispatch, for all processes together. The gate of each message enforces it. */
export interface PaceSettings {
  /** Messages per second. */
  readonly perSecond?: number;
  /** Starts at `from` messages per second and doubles every `doubleEvery` ms, up to `perSecond`. */
  readonly warmUp?: { readonly from: number; readonly doubleEvery: number };
  /** The pace for each domain. */
  readonly perDomain?: DomainPace;
  /** Overrides `perDomain` for these domains, such as `example.org`. */
  readonly domains?: Readonly<Record<string, DomainPace>>;
}

interface DomainPace {
  /** Messages per second. */
  readonly perSecond?: number;
  /** The number of messages that may wait for a reply at the same time. */
  readonly inFlight?: number;
}

/**
 * How much unused time a burst may make up for, in ms. It covers the time between two commits, because gates
 * are committed in small groups.
 */
const burst = 100;

/** The limit in messages per second, `elapsed` ms after the dispatch began; undefined without a limit. */
export function rateAt({ perSecond, warmUp }: PaceSettings, elapsed: number): number | undefined {
  if (!warmUp) return perSecond;
  const warm = warmUp.from * 2 ** (Math.max(0, elapsed) / warmUp.doubleEvery);
  return Math.min(warm, perSecond ?? Number.POSITIVE_INFINITY);
}

export function paceOf(pace: PaceSettings, domain: string): DomainPace | undefined {
  return pace.domains?.[domain] ?? pace.perDomain;
}

interface Reservation {
  /** How many of the requested messages may be sent now. */
  readonly taken: number;
  /** The new value of the bucket. */
  readonly freeAt: number;
  /** When the next message may be sent, in ms since 1970. */
  readonly nextAt: number;
}

/**
 * Takes turns from a token bucket, which is stored as one number: the time from which the next message may be
 * sent. Each message advances this time by its share of a second. The time is never further behind the clock
 * than `burst`.
 */
export function reserveSlots(
  freeAt: number,
  now: number,
  perSecond: number | undefined,
  wanted: number,
): Reservation {
  if (perSecond === undefined) return { taken: wanted, freeAt, nextAt: now };
  const step = 1000 / perSecond;
  const start = Math.max(freeAt, now - burst);
  const allowed = start > now ? 0 : Math.floor((now - start) / step) + 1;
  const taken = Math.min(allowed, wanted);
  const after = taken > 0 ? start + taken * step : start;
  return { taken, freeAt: taken > 0 ? after : freeAt, nextAt: after };
}
