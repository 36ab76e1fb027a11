import { type StateCounts, sumStates } from '../ledger/state.ts';
import type { Settlement } from '../ledger/write-settlements.ts';
import { largestShare } from '../suppression/judge-refusals.ts';
import { explainRefusal } from '../transport/explain-refusal.ts';
import { formatReply } from '../transport/reply.ts';
import type { DeliverySettings } from './settings.ts';

interface CircuitBreakerOptions extends Pick<DeliverySettings, 'breaker' | 'connections'> {
  /** Counts the deliveries of the dispatch. Called at most once, because that can take most of a second. */
  readonly count: () => Promise<StateCounts>;
}

/** Failures that retries take care of: greylisting, and domains that ask for a slower pace. */
const expected = ['greylisted', 'throttled'];

/**
 * Detects when several recipients in a row fail in the same way at their first attempt. Then something is
 * wrong with the list, the message, the sender or the server, and continuing would waste the rest of the
 * list. A server that refuses the order of the commands refuses every attempt, so each of them counts. If the dispatch
 * has to pause, it returns the reason as a sentence for people.
 *
 * A server that accepts messages may still refuse single addresses. Messages are sent in the order of the addresses, and
 * those that a school or a company has closed are often side by side. So a row of them counts only if it is so large a
 * share of the dispatch that nobody would be suppressed for it, or longer than any list explains.
 */
export function createCircuitBreaker({ breaker, connections, count }: CircuitBreakerOptions) {
  const { sameFailures, graveFailures, recipientFailures } = breaker;
  let hasAccepted = false;
  let counting: Promise<StateCounts> | undefined;
  let last = '';
  let inARow = 0;
  const ofDomain = new Map<string, number>();

  return async function observe(
    settlement: Settlement,
    domain: string,
    isFirstAttempt: boolean,
  ): Promise<string | undefined> {
    const { state, reason } = settlement;
    if (state === 'accepted') {
      hasAccepted = true;
      inARow = 0;
      ofDomain.delete(domain);
      return undefined;
    }
    const isOrder = refusesOrder(settlement);
    if (!(isFirstAttempt || isOrder) || !settlement.attempted || expected.includes(reason ?? ''))
      return undefined;
    const way = [state, reason, settlement.enhanced ?? settlement.code].join(' ');
    inARow = way === last ? inARow + 1 : 1;
    last = way;
    if (reason === 'policy') {
      // Refusals by one domain count even while other domains accept, because they hurt our reputation all
      // the same.
      const times = (ofDomain.get(domain) ?? 0) + 1;
      ofDomain.set(domain, times);
      if (times >= graveFailures) return explain(times, `${domain} refuses us as the sender`, settlement);
    }
    // A server that restarts breaks all connections at once. One that cannot take several commands in a group refuses the
    // first of each connection. Together they count as one failure.
    const together = settlement.code === null || isOrder ? connections : 0;
    const limit = (state === 'uncertain' || isOrder ? graveFailures : sameFailures) + together;
    const row = inARow;
    if (row < limit || (isOfRecipient(settlement) && row < (await findUsual()))) return undefined;
    return explain(row, describe(settlement), settlement);
  };

  /** So many failures of single recipients in a row are usual for a server that accepts messages. */
  async function findUsual(): Promise<number> {
    counting ??= count();
    const counts = await counting;
    if (!hasAccepted && counts.accepted === 0) return 0;
    return Math.min(sumStates(counts) * largestShare, recipientFailures);
  }
}

/** Whether the cause is an address or its mailbox. The size of a message (5.3.4) is nearly the same for everybody. */
function isOfRecipient({ reason, enhanced }: Settlement): boolean {
  return reason === 'address' || reason === 'mailbox' || (reason === 'unwritable' && enhanced !== '5.3.4');
}

/** Whether the server refused a command, and not the recipient: the delivery is planned again, with the reply. */
const refusesOrder = ({ state, code }: Settlement) => state === 'planned' && code !== null;

function describe(settlement: Settlement): string {
  const { state, reason } = settlement;
  if (refusesOrder(settlement)) return 'the server refuses the order of the commands';
  if (state === 'uncertain') return 'the server took messages and did not say whether it keeps them';
  if (state === 'planned') return 'the connection broke before a message was sent';
  return reason === 'address' ? 'the address does not exist' : 'the server refuses the message';
}

function explain(times: number, what: string, settlement: Settlement): string {
  const reply = formatReply(settlement);
  const advice = explainRefusal(reply);
  const counted = refusesOrder(settlement) ? 'attempts' : 'recipients';
  const cause = `${times} ${counted} in a row failed the same way: ${what}${reply ? ` (${reply})` : ''}.`;
  return advice === undefined ? cause : `${cause} ${advice}`;
}
