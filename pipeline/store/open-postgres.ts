import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Schema } from './schema.ts';

/**
 * The maximum number of connections per process: its commits, its claims, a renewal and a reader, with some
 * to spare.
 */
const mostConnections = 8;
const connectTimeout = 10_000;

/**
 * PostgreSQL ends a transaction that has waited this long for its client. Otherwise a machine that stops or loses
 * its network would keep its locks, and all others would wait for them.
 */
const longestPause = '1min';
/** After this time without traffic, the kernel checks whether the server still answers, in ms. */
const keepAliveDelay = 30_000;

/**
 * pg returns 8-byte types as strings, because a double cannot hold all their values. The values here are far
 * below that limit.
 */
const asNumbers: readonly number[] = [pg.types.builtins.INT8, pg.types.builtins.NUMERIC];

/** Opens a PostgreSQL database. It connects with the first query. */
export function openPostgres(url: string): Kysely<Schema> {
  const pool = new pg.Pool({
    connectionString: url,
    max: mostConnections,
    connectionTimeoutMillis: connectTimeout,
    application_name: 'courant',
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveDelay,
    // Not a parameter of the connection, because PgBouncer refuses connections with parameters that it does not know.
    onConnect: async (client) => {
      await client.query(`set idle_in_transaction_session_timeout = '${longestPause}'`);
    },
    types: {
      getTypeParser: ((oid: number, format: 'text' | 'binary') =>
        asNumbers.includes(oid)
          ? Number
          : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // A broken connection rejects its current query, and an idle one is replaced for the next query. So errors
  // are reported by queries; the event only repeats them, and without a listener it would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}
