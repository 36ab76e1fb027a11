import type { Store } from '../../pipeline/store/store.ts';

export interface Verdict {
  /** Each broken promise as a sentence; empty if all were kept. */
  readonly complaints: readonly string[];
  readonly accepted: number;
  readonly uncertain: number;
  readonly twice: number;
}

interface Expected {
  readonly issues: number;
  /** The editions of each issue. */
  readonly editions: number;
  readonly inDoubtAtMost: number;
}

/**
 * Compares the ledger with the messages that the server kept, by Message-ID: one dispatch for each issue, its
 * editions once, and each subscriber exactly once or in doubt.
 */
export async function verify(
  store: Store,
  kept: ReadonlyMap<string, number>,
  { issues, editions, inDoubtAtMost }: Expected,
): Promise<Verdict> {
  const { rows, dispatches, planned, subscribers } = await read(store);
  const complaints: string[] = [];
  let twice = 0;
  for (const { address, issue, state, message_id } of rows) {
    const times = kept.get(message_id) ?? 0;
    if (times > 1) {
      twice++;
      complaints.push(`${address} has ${issue} ${times} times.`);
    }
    if (state === 'accepted' && times === 0)
      complaints.push(`${issue} to ${address} is accepted, but did not arrive.`);
    if (state !== 'accepted' && state !== 'uncertain') complaints.push(`${issue} to ${address} is ${state}.`);
  }
  const known = new Set(rows.map(({ message_id }) => message_id));
  for (const id of kept.keys())
    if (!known.has(id)) complaints.push(`The ledger does not know the message ${id}.`);
  const compare = (name: string, found: number, wanted: number) => {
    if (found !== wanted) complaints.push(`There are ${found} ${name}, and there should be ${wanted}.`);
  };
  compare('dispatches', dispatches, issues);
  compare('planned editions', planned, issues * editions);
  compare('deliveries', rows.length, issues * subscribers);
  const count = (wanted: string) => rows.filter(({ state }) => state === wanted).length;
  const uncertain = count('uncertain');
  if (uncertain > inDoubtAtMost)
    complaints.push(`${uncertain} are in doubt, and at most ${inDoubtAtMost} may be.`);
  return { complaints, accepted: count('accepted'), uncertain, twice };
}

function read(store: Store) {
  return store.read(async (db) => {
    const countOf = async (table: 'dispatches' | 'dispatch_editions' | 'subscribers') => {
      const { count } = await db
        .selectFrom(table)
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return Number(count);
    };
    const rows = await db
      .selectFrom('deliveries')
      .innerJoin('dispatches', 'dispatches.id', 'deliveries.dispatch')
      .select(['address', 'issue', 'deliveries.state', 'message_id'])
      .execute();
    return {
      rows,
      dispatches: await countOf('dispatches'),
      planned: await countOf('dispatch_editions'),
      subscribers: await countOf('subscribers'),
    };
  });
}
