import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { openStore } from '../../../pipeline/store/open-store.ts';
import type { Store } from '../../../pipeline/store/store.ts';
import { createDatabase } from './databases.ts';

/** A database that a test can back up and restore as an operator does, while no process has it open. */
export interface RestorableDatabase {
  readonly folder: string;
  readonly databaseUrl: string | undefined;
  /** Opens the database while `work` runs. */
  use<Result>(work: (store: Store) => Promise<Result>): Promise<Result>;
  backUp(): Promise<void>;
  restore(): Promise<void>;
}

export async function createRestorable(kind: Store['kind']): Promise<RestorableDatabase> {
  const { folder, databaseUrl } = await createDatabase(kind);
  const use: RestorableDatabase['use'] = async (work) => {
    const store = await openStore({ folder, databaseUrl });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  };
  const copies = databaseUrl === undefined ? sqliteCopies(folder, use) : postgresCopies(databaseUrl);
  return { folder, databaseUrl, use, ...copies };
}

function sqliteCopies(folder: string, use: RestorableDatabase['use']) {
  const file = join(folder, 'courant.sqlite');
  return {
    backUp: async () => {
      await use((store) => store.read((db) => sql`vacuum into ${`${file}.backup`}`.execute(db)));
    },
    async restore() {
      for (const end of ['-wal', '-shm']) await rm(`${file}${end}`, { force: true });
      await copyFile(`${file}.backup`, file);
    },
  };
}

/** Does what pg_dump and pg_restore do: restores the rows, and the sequences to match them. */
function postgresCopies(databaseUrl: string) {
  const withClient = async (work: (client: pg.Client, schema: string, tables: string[]) => Promise<void>) => {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    try {
      const { rows } = await client.query<{ schema: string; name: string }>(
        `select table_schema as schema, table_name as name from information_schema.tables
          where table_schema = current_schema()`,
      );
      const schema = rows[0]?.schema ?? '';
      await work(
        client,
        schema,
        rows.map(({ name }) => name),
      );
    } finally {
      await client.end();
    }
  };
  return {
    backUp: () =>
      withClient(async (client, schema, tables) => {
        await client.query(`create schema ${schema}_backup`);
        for (const table of tables)
          await client.query(`create table ${schema}_backup.${table} as select * from ${table}`);
      }),
    restore: () =>
      withClient(async (client, schema, tables) => {
        // Disables triggers and foreign keys while the rows are replaced.
        await client.query('set session_replication_role = replica');
        for (const table of tables) {
          await client.query(`delete from ${table}`);
          await client.query(
            `insert into ${table} overriding system value select * from ${schema}_backup.${table}`,
          );
          const { rows } = await client.query<{ sequence: string | null }>(
            `select pg_get_serial_sequence(table_name, column_name) as sequence from information_schema.columns
              where table_schema = $1 and table_name = $2 and is_identity = 'YES'`,
            [schema, table],
          );
          const sequence = rows[0]?.sequence;
          if (sequence)
            await client.query(`select setval($1, coalesce(max(id), 0) + 1, false) from ${table}`, [
              sequence,
            ]);
        }
      }),
  };
}
