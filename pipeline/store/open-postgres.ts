import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Schema } from './schema.ts';

/** What this process uses at once: its commits, its claims, a renewal and a reader, with room to spare. */
const mostConnections = 8;
const connectTimeout = 10_000;

/** PostgreSQL's types of 8 bytes come as strings, since a double cannot hold them all. Ours are far from there. */
const asNumbers: readonly number[] = [pg.types.builtins.INT8, pg.types.builtins.NUMERIC];

/** Opens a PostgreSQL database; nothing is connected before the first query. */
export function openPostgres(url: string): Kysely<Schema> {
  const pool = new pg.Pool({
    connectionString: url,
    max: mostConnections,
    connectionTimeoutMillis: connectTimeout,
    application_name: 'courant',
    types: {
      getTypeParser: ((oid: number, format: 'text' | 'binary') =>
        asNumbers.includes(oid)
          ? Number
          : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // A connection that breaks rejects the query that it has, or is replaced by the next one, which then reports what
  // is wrong. Its event says the same once more, and would end the process if nobody listened.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}
