import { CompiledQuery, type Kysely } from 'kysely';
import { findDirectWay } from './direct-adapter.ts';
import type { Schema } from './schema.ts';
import type { Database, Store } from './store.ts';

/** A query of Kysely, as its builders return it. */
interface Query<Row> {
  compile(db: Kysely<Schema>): CompiledQuery<Row>;
}

type Values = Readonly<Record<string, unknown>>;

/** A placeholder for a value in a query. The builder treats it as the value itself. */
class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/**
 * Builds a query once for each kind of database, and runs it any number of times with other values. Building
 * and compiling a query takes longer than SQLite takes to run it. `build` gets placeholders instead of the
 * values, so it must pass them on and may not look at them.
 *
 * ```ts
 * const findByAddress = createStatement((db, { address }: { address: string }) =>
 *   db.selectFrom('subscribers').select('id').where('address', '=', address));
 * const rows = await findByAddress(db, store.kind, { address: 'reader@example.org' });
 * ```
 */
export function createStatement<Given extends Values, Row>(
  build: (db: Kysely<Schema>, values: Given, kind: Store['kind']) => Query<Row>,
): (db: Database, kind: Store['kind'], values: Given) => Promise<Row[]> {
  const compiled = new Map<Store['kind'], CompiledQuery<Row>>();
  const slots = new Proxy({} as Given, { get: (_, name) => new Slot(String(name)) });

  return async (db, kind, values) => {
    const { sql, parameters } = compiled.get(kind) ?? remember(build(db, slots, kind).compile(db), kind);
    const bound = parameters.map((value) => (value instanceof Slot ? values[value.name] : value));
    const run = findDirectWay(db);
    if (run) return run(sql, bound) as Row[];
    const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(sql, bound));
    return rows;
  };

  function remember(query: CompiledQuery<Row>, kind: Store['kind']): CompiledQuery<Row> {
    compiled.set(kind, query);
    return query;
  }
}
