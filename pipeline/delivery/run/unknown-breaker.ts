import type { Wait } from '../../foundation/time/wait.ts';
import type { Store } from '../../store/store.ts';
import { countAttempted, pauseForUnknown, readUnknown } from '../ledger/unknown-addresses.ts';
import type { Settlement } from '../ledger/write-settlements.ts';
import { largestShare } from '../suppression/judge-refusals.ts';
import { retry } from './retry.ts';
import type { DeliverySettings } from './settings.ts';

interface UnknownBreakerOptions {
  readonly store: Store;
  readonly dispatch: number;
  readonly settings: Pick<DeliverySettings, 'breaker'>;
  readonly clock: () => number;
  readonly wait: Wait;
}

/**
 * Pauses a dispatch when too large a share of all its attempts, by whichever process and whenever, was refused because
 * the address does not exist. Providers suspend a sender for that, and an old list causes it wherever its dead addresses
 * are. It happens once to a dispatch: after that, a person has decided. Returns the reason as sentences for people, or
 * undefined.
 *
 * Messages are sent in the order of the addresses, and those that a school has closed may all be at the beginning. So
 * they must also be so large a share of the whole dispatch that nobody would be suppressed for them.
 *
 * The ledger has the refusals of all processes and those that came back as bounces, and counts them fast. It counts the
 * attempts slowly, so a run counts its own, and has the others counted only when its own would be too few.
 */
export function createUnknownBreaker({ store, dispatch, settings, clock, wait }: UnknownBreakerOptions) {
  const { unknownAddresses, unknownShare, recipientFailures } = settings.breaker;
  /** The attempts that this run knows of. */
  let attempted = 0;
  let fewest = unknownAddresses;
  /** At this many attempts the run looks into the ledger again. The intervals grow with the dispatch. */
  let lookAt = 1;

  return async function observe(
    { reason, attempted: wasAttempted }: Settlement,
    isFirstAttempt: boolean,
  ): Promise<string | undefined> {
    if (!isFirstAttempt || !wasAttempted || reason === 'unwritable' || ++attempted < lookAt) return undefined;
    lookAt = attempted + Math.max(unknownAddresses, attempted / 10);
    const { refused, hasPaused } = await retry(wait, () => readUnknown(store, dispatch));
    if (hasPaused) lookAt = Number.POSITIVE_INFINITY;
    if (hasPaused || !isTooMany(refused)) return undefined;
    const counts = await retry(wait, () => countAttempted(store, dispatch));
    attempted = Math.max(attempted, counts.attempted);
    fewest = Math.max(fewest, Math.min(counts.total * largestShare, recipientFailures));
    if (!isTooMany(refused)) return undefined;
    const told = explainUnknown(refused, attempted);
    const hasStopped = await retry(wait, () =>
      pauseForUnknown(store, dispatch, { reason: told, now: clock() }),
    );
    return hasStopped ? told : undefined;
  };

  function isTooMany(refused: number): boolean {
    return refused >= fewest && refused > attempted * unknownShare;
  }
}

/** The reason of such a pause, as sentences for people. */
export function explainUnknown(refused: number, attempted: number): string {
  return [
    `${refused} of ${attempted} addresses do not exist.`,
    'Mail providers suspend senders of such lists: Amazon SES reviews an account from 5%, and may stop it from 10%.',
    '"courant status" names the addresses, and "courant subscribers suppress --issue" suppresses them.',
    'If you resume the dispatch, it does not pause for this reason again.',
  ].join(' ');
}
