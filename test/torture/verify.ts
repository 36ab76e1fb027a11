import type { Store } from '../../pipeline/store/store.ts';

export interface Verdict {
  /** What is wrong, in sentences; empty when the promise was kept. */
  readonly complaints: readonly string[];
  readonly accepted: number;
  readonly uncertain: number;
  readonly twice: number;
}

/** Holds the ledger against what the server kept: everybody exactly once, or in doubt, and few of those. */
export async function verify(
  store: Store,
  dispatch: number,
  kept: ReadonlyMap<string, number>,
  { inDoubtAtMost }: { inDoubtAtMost: number },
): Promise<Verdict> {
  const rows = await store.read((db) =>
    db.selectFrom('deliveries').select(['address', 'state']).where('dispatch', '=', dispatch).execute(),
  );
  const subscribers = await store.read((db) => db.selectFrom('subscribers').select('address').execute());
  const states = new Map(rows.map(({ address, state }) => [address, state]));
  const complaints: string[] = [];
  let twice = 0;
  for (const { address } of subscribers) {
    const times = kept.get(address) ?? 0;
    const state = states.get(address);
    if (times > 1) {
      twice++;
      complaints.push(`${address} has it ${times} times.`);
    }
    if (state === 'accepted' && times === 0) complaints.push(`${address} is accepted, and has nothing.`);
    if (state !== 'accepted' && state !== 'uncertain')
      complaints.push(`${address} is ${state ?? 'missing'}.`);
  }
  const count = (wanted: string) => rows.filter(({ state }) => state === wanted).length;
  const uncertain = count('uncertain');
  if (uncertain > inDoubtAtMost) complaints.push(`${uncertain} are in doubt, and ${inDoubtAtMost} could be.`);
  return { complaints, accepted: count('accepted'), uncertain, twice };
}
