import pg from 'pg';
import type { LineKind, Mark, NumberedLine, Owner, Place } from './place.ts';

const patience = 5_000;
/** In milliseconds. Marks rise many times per second, and each write is a round trip. */
const leastBetweenMarks = 250;
/** The number of lines per statement. PostgreSQL allows 65,535 parameters in one statement. */
const linesAtOnce = 5_000;

/**
 * A place in a second PostgreSQL database, which must not be restored together with the first. `name` is the
 * environment variable that has the address of this second database. The first write creates its tables.
 */
export function databasePlace(url: string, name: string): Place {
  const pool = new pg.Pool({
    connectionString: url,
    max: 2,
    connectionTimeoutMillis: patience,
    statement_timeout: patience,
    application_name: 'courant',
  });
  // The query that fails reports the error; see `open-postgres.ts`.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const query = async <Row extends object>(text: string, values: readonly unknown[] = []) =>
    (await pool.query<Row>(text, [...values])).rows;
  const readIfThere = async <Row extends object>(text: string, values: readonly unknown[] = []) => {
    try {
      return await query<Row>(text, values);
    } catch (error) {
      // Code 42P01: the table does not exist, so nothing has been written yet.
      if ((error as { code?: string }).code === '42P01') return [];
      throw error;
    }
  };
  const insertLines = async (client: Pick<pg.ClientBase, 'query'>, lines: readonly NumberedLine[]) => {
    for (let from = 0; from < lines.length; from += linesAtOnce) {
      const page = lines.slice(from, from + linesAtOnce);
      const column = (key: keyof NumberedLine) => page.map((line) => line[key]);
      await client.query(
        `insert into courant_withdrawals (number, hash, kind, scope, at)
          select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bigint[])`,
        [column('number'), column('hash'), column('kind'), column('scope'), column('at')],
      );
    }
  };
  const inTransaction = async (work: (client: pg.PoolClient) => Promise<void>) => {
    const client = await pool.connect();
    try {
      await client.query('begin');
      await work(client);
      await client.query('commit');
      client.release();
    } catch (error) {
      // Closes the connection, which also ends the transaction.
      client.release(true);
      throw error;
    }
  };

  return {
    name,
    async readOwner() {
      const [row] = await readIfThere<Owner>('select place, ledger, publication from courant_owner');
      return row;
    },
    writeOwner: (owner) =>
      inTransaction(async (client) => {
        await client.query(tables);
        await client.query('delete from courant_owner');
        await client.query('insert into courant_owner (place, ledger, publication) values ($1, $2, $3)', [
          owner.place,
          owner.ledger,
          owner.publication,
        ]);
      }),
    async readMarks() {
      const rows = await readIfThere<Record<keyof Mark, string>>(
        'select epoch, sequence, issue, revision, began_at as "beganAt" from courant_marks',
      );
      return rows.map(({ epoch, sequence, issue, revision, beganAt }) => ({
        epoch: Number(epoch),
        sequence: Number(sequence),
        issue,
        revision: Number(revision),
        beganAt: Number(beganAt),
      }));
    },
    async openMark({ epoch, sequence, issue, revision, beganAt }) {
      await query(
        `insert into courant_marks (epoch, sequence, issue, revision, began_at) values ($1, $2, $3, $4, $5)
          on conflict (epoch) do update set sequence = $2, issue = $3, revision = $4, began_at = $5`,
        [epoch, sequence, issue, revision, beganAt],
      );
      return createWriter((reached) =>
        query('update courant_marks set sequence = $2 where epoch = $1', [epoch, reached]),
      );
    },
    async deleteMarks(epochs) {
      await readIfThere('delete from courant_marks where epoch = any ($1)', [epochs]);
    },
    async readEnd() {
      const [row] = await readIfThere<{ end: string | null }>(
        'select max(number) as end from courant_withdrawals',
      );
      return Number(row?.end ?? 0);
    },
    async readLines(after) {
      const rows = await readIfThere<Record<keyof NumberedLine, string>>(
        'select number, hash, kind, scope, at from courant_withdrawals where number > $1 order by number',
        [after],
      );
      return rows.map(({ number, hash, kind, scope, at }) => ({
        number: Number(number),
        hash,
        kind: kind as LineKind,
        scope,
        at: Number(at),
      }));
    },
    appendLines: (lines) => inTransaction((client) => insertLines(client, lines)),
    replaceLines: (lines) =>
      inTransaction(async (client) => {
        await client.query('delete from courant_withdrawals');
        await insertLines(client, lines);
      }),
    async probe() {
      // A transaction id: a standby, or a database that only allows reading, refuses to give one.
      await query('select pg_current_xact_id()');
    },
    push: async () => {},
    close: () => pool.end(),
  };
}

/** Writes only the latest number, at intervals and on close. A failed write makes the next call throw. */
function createWriter(write: (sequence: number) => Promise<unknown>) {
  let [latest, written, writtenAt] = [0, 0, 0];
  let running: Promise<void> | undefined;
  let failure: unknown;
  const flush = async () => {
    const target = latest;
    try {
      await write(target);
      written = target;
    } catch (error) {
      failure = error;
    }
    writtenAt = performance.now();
    running = undefined;
  };
  return {
    record(sequence: number) {
      if (failure) throw failure;
      latest = sequence;
      if (running === undefined && performance.now() - writtenAt > leastBetweenMarks) running = flush();
    },
    async close() {
      await running;
      if (latest > written) await flush();
      if (failure) throw failure;
    },
  };
}

const tables = `
  create table if not exists courant_owner (place text not null, ledger text not null, publication text not null);
  create table if not exists courant_marks (epoch bigint primary key, sequence bigint not null, issue text not null,
    revision bigint not null, began_at bigint not null);
  create table if not exists courant_withdrawals (number bigint primary key, hash text not null, kind text not null,
    scope text not null, at bigint not null)`;
