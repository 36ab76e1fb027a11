import { chooseTransport, describeTransport } from '../delivery/transports.ts';
import type { ProgramContext } from '../foundation/program/context.ts';
import type { Store } from '../store/store.ts';

/**
 * The transport of scheduled runs: one that reaches people if it was ever used, otherwise the configured one.
 */
export async function readTransport({ environment }: ProgramContext, store: Store): Promise<string> {
  const rows = await store.read((db) =>
    db
      .selectFrom('first_runs')
      .select('transport')
      .union(db.selectFrom('dispatches').select('transport'))
      .execute(),
  );
  const real = rows.find(({ transport }) => describeTransport(transport).reachesPeople);
  return real?.transport ?? chooseTransport(environment).name;
}
