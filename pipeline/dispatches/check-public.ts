import { networkReason } from '../foundation/problems/network-reason.ts';
import { fail } from '../foundation/problems/problem.ts';
import type { Wait } from '../foundation/time/wait.ts';

interface PublicCheck {
  /** How long an address may stay unreachable before the check gives up, in ms; 0 tries once. */
  readonly patience: number;
  readonly clock: () => number;
  readonly wait: Wait;
  readonly signal: AbortSignal;
  /** When the issue becomes public, if it is not public yet. */
  readonly publicFrom?: string | undefined;
  readonly fetch?: typeof fetch;
  /** Called once for each address that is unreachable at the first attempt. */
  readonly onWait?: (address: string, reason: string) => void;
}

/** How long one answer may take, in ms. */
const answerTimeout = 10_000;

/** The time between two attempts for the same address, in ms. */
const interval = 15_000;

/**
 * Requests each address until it is reachable, because a deployment takes time to reach all servers. Fails
 * with `public-unreachable` for the first address that stays unreachable.
 */
export async function checkPublic(addresses: readonly string[], check: PublicCheck): Promise<void> {
  const { patience, clock, wait, signal, publicFrom, onWait } = check;
  const end = clock() + patience;
  for (const address of new Set(addresses)) {
    let reason = await refusal(address, check);
    if (reason !== undefined && clock() < end) onWait?.(withoutToken(address), reason);
    for (let attempt = 1; reason !== undefined && clock() < end && !signal.aborted; attempt += 1) {
      await wait(Math.min(interval, end - clock()), signal);
      reason = await refusal(address, check, attempt);
    }
    if (reason !== undefined)
      fail('public-unreachable', { address: withoutToken(address), reason, publicFrom });
  }
}

/**
 * Why an address is unreachable; undefined when it is reachable. Further attempts add a query string to get
 * past caches.
 */
async function refusal(
  address: string,
  { signal, clock, fetch: ask = fetch }: PublicCheck,
  attempt = 0,
): Promise<string | undefined> {
  const url = new URL(address);
  if (attempt > 0) url.searchParams.set('courant-check', `${clock()}-${attempt}`);
  try {
    const response = await ask(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerTimeout)]),
      headers: { 'cache-control': 'no-cache', pragma: 'no-cache' },
      redirect: 'follow',
    });
    await response.body?.cancel();
    return response.ok ? undefined : `status ${response.status}`;
  } catch (error) {
    return networkReason(error);
  }
}

/** The address without its token, because a signed link must not get into a log. */
function withoutToken(address: string): string {
  return address.replace(/\/v[12]\.[\w.-]+$/, '/\u2026');
}
