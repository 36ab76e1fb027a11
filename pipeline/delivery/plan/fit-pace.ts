import type { PaceSettings } from '../ledger/pace.ts';

/** Readers with the same window, in ms since 1970. */
export interface Wave {
  readonly notBefore: number;
  readonly notAfter: number;
  readonly count: number;
}

/**
 * How many readers a pace cannot reach within their windows. Messages are sent in the order of the windows,
 * and none before `now`. A warm-up begins with the first message.
 */
export function countUnreached(
  waves: readonly Wave[],
  pace: Pick<PaceSettings, 'perSecond' | 'warmUp'>,
  now: number,
): number {
  if (pace.perSecond === undefined && pace.warmUp === undefined) return 0;
  const ordered = waves.toSorted((a, b) => a.notBefore - b.notBefore);
  const start = Math.max(now, ordered[0]?.notBefore ?? now);
  const { sentBy, timeFor } = capacityOf(pace);
  /** In ms since the start, like the other times below. */
  let free = 0;
  let unreached = 0;
  for (const { notBefore, notAfter, count } of ordered) {
    const begin = Math.max(free, notBefore - start);
    const end = Math.max(begin, notAfter - start);
    const before = sentBy(begin);
    // A warm-up without a limit keeps doubling, and its rate becomes infinite.
    const reached = Number.isFinite(before) ? Math.min(count, Math.ceil(sentBy(end) - before)) : count;
    unreached += count - reached;
    if (reached < count) free = end;
    else if (Number.isFinite(before)) free = timeFor(before + reached);
  }
  return unreached;
}

/**
 * Converts a time in ms to the number of messages that can be sent by then, and back. It follows the curve of
 * `rateAt`.
 */
function capacityOf({ perSecond, warmUp }: Pick<PaceSettings, 'perSecond' | 'warmUp'>) {
  const rate = (perSecond ?? Number.POSITIVE_INFINITY) / 1000;
  if (!warmUp) return { sentBy: (ms: number) => ms * rate, timeFor: (sent: number) => sent / rate };
  const first = warmUp.from / 1000;
  const scale = (first * warmUp.doubleEvery) / Math.LN2;
  const warmSent = (ms: number) => scale * (2 ** (ms / warmUp.doubleEvery) - 1);
  const warmEnd = Math.max(0, warmUp.doubleEvery * Math.log2(rate / first));
  const sentInWarmUp = warmSent(warmEnd);
  return {
    sentBy: (ms: number) => (ms <= warmEnd ? warmSent(ms) : sentInWarmUp + (ms - warmEnd) * rate),
    timeFor: (sent: number) =>
      sent <= sentInWarmUp
        ? warmUp.doubleEvery * Math.log2(sent / scale + 1)
        : warmEnd + (sent - sentInWarmUp) / rate,
  };
}
