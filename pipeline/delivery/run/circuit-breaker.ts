import type { Settlement } from '../ledger/write-settlements.ts';
import { explainRefusal } from '../transport/explain-refusal.ts';
import { formatReply } from '../transport/reply.ts';
import type { DeliverySettings } from './settings.ts';

/** Failures that retries take care of: greylisting, and domains that ask for a slower pace. */
const expected = ['greylisted', 'throttled'];

/**
 * Detects when several recipients in a row fail in the same way at their first attempt. Then something is
 * wrong with the list, the message, the sender or the server, and continuing would waste the rest of the
 * list. A server that refuses the order of the commands refuses every attempt, so each of them counts. If the dispatch
 * has to pause, it returns the reason as a sentence for people.
 */
export function createCircuitBreaker({
  breaker,
  connections,
}: Pick<DeliverySettings, 'breaker' | 'connections'>) {
  const { sameFailures, graveFailures } = breaker;
  let last = '';
  let inARow = 0;
  const ofDomain = new Map<string, number>();

  return function observe(
    settlement: Settlement,
    domain: string,
    isFirstAttempt: boolean,
  ): string | undefined {
    const { state, reason } = settlement;
    if (state === 'accepted') {
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
    return inARow >= limit ? explain(inARow, describe(settlement), settlement) : undefined;
  };
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
