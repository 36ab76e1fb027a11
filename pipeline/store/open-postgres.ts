import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Schema } from './schema.ts';

/**
 * The connections that one process uses at once: its commits, its claims, a renewal and a reader, with some
 * to spare.
 */
const mostConnections = 8;
const connectTimeout = 10_000;

/**
 * pg returns 8-byte types as strings, because a double cannot hold all their values. Values here are far
 * below that limit.
 */
const asNumbers: readonly number[] = [pg.types.builtins.INT8, pg.types.builtins.NUMERIC];

/** Opens a PostgreSQL database. The first query connects. */
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
  // A broken connection rejects its current query. An idle one is replaced for the next query, which then
  // reports the error. The pool's event repeats the error, and would end the process without a listener.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}
