import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { fail } from '../foundation/problems/problem.ts';
import { databaseFile } from './back-up.ts';
import { convertStoreError } from './convert-error.ts';
import { openStore } from './open-store.ts';
import type { Database, Store, Writer } from './store.ts';
import { useAlone } from './use-alone.ts';

export interface CopyOptions {
  /** The state folder of the publication. */
  readonly folder: string;
  readonly databaseUrl: string;
  /** Called after each batch of rows. */
  readonly onProgress?: (table: string, rows: number) => void;
}

/** The number of copied rows, by table. */
export type CopiedRows = ReadonlyMap<string, number>;

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

type Value = string | number | null;
type Row = Readonly<Record<string, Value>>;

/** PostgreSQL takes at most 65,535 values in a statement. */
const mostValues = 20_000;

/** The key in `meta` under which the target records what it already has. */
const progressKey = (table: string) => `copied ${table}`;

/**
 * Copies the SQLite ledger into an empty PostgreSQL database and compares every table with the original. A copy that was
 * interrupted continues. Afterwards the SQLite database refuses to open. Fails with `store-in-use`, `copy-target` or
 * `copy-differs`, and the SQLite database then remains the ledger.
 */
export async function copyStore({ folder, databaseUrl, onProgress }: CopyOptions): Promise<CopiedRows> {
  // Opening the source migrates it, so that both databases have the same tables.
  await (await openStore({ folder })).close();
  const source = useAlone(databaseFile(folder)) ?? fail('store-corrupt', { place: databaseFile(folder) });
  try {
    lock(source);
    const target = await openStore({ folder, databaseUrl });
    try {
      const tables = tablesOf(source);
      await claimTarget(target, source, tables);
      for (const table of tables) await copyTable(target, source, table, onProgress);
      const counts = await compareTables(target, source, tables);
      await target.transaction((db) => takeOver(db, source, tables));
      source.exec(`insert or replace into meta (key, value) values ('moved', 'postgres'); commit`);
      return counts;
    } finally {
      await target.close();
    }
  } finally {
    source.close();
  }
}

/** Keeps other processes away until the copy is complete. One of them may have been faster. */
function lock(source: DatabaseSync): void {
  try {
    source.exec('pragma locking_mode = exclusive; begin exclusive');
  } catch (error) {
    throw convertStoreError(error, 'courant.sqlite');
  }
}

/** All tables but `meta`, each after those that it refers to. */
function tablesOf(source: DatabaseSync): Table[] {
  const names = source
    .prepare(
      `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name <> 'meta'`,
    )
    .all()
    .map(({ name }) => String(name));
  const ordered: string[] = [];
  const visit = (name: string) => {
    if (ordered.includes(name)) return;
    for (const { table } of source.prepare(`pragma foreign_key_list("${name}")`).all())
      if (table !== name) visit(String(table));
    ordered.push(name);
  };
  for (const name of names) visit(name);
  return ordered.map((name) => ({
    name,
    columns: source
      .prepare(`pragma table_info("${name}")`)
      .all()
      .map((column) => String(column['name'])),
  }));
}

/** Makes sure that the target is empty, or has part of the same ledger. */
async function claimTarget(target: Store, source: DatabaseSync, tables: readonly Table[]): Promise<void> {
  const ledger = String(source.prepare(`select value from meta where key = 'ledger'`).get()?.['value']);
  await target.transaction(async (db) => {
    const from = await readMeta(db, 'copied from');
    if (from === ledger) return;
    if (from !== undefined) fail('copy-target', { reason: 'it has part of another ledger' });
    for (const { name } of tables) {
      const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(db);
      if (rows.length > 0) fail('copy-target', { reason: `it already has ${name.replaceAll('_', ' ')}` });
    }
    await writeMeta(db, 'copied from', ledger);
  });
}

/** Copies the rows that the target lacks, in the order of SQLite's row numbers. */
async function copyTable(
  target: Store,
  source: DatabaseSync,
  { name, columns }: Table,
  onProgress: CopyOptions['onProgress'],
): Promise<void> {
  const limit = Math.floor(mostValues / columns.length);
  const select = source.prepare(
    `select rowid as "number of row", * from "${name}" where rowid > ? order by rowid limit ${limit}`,
  );
  const done = await target.read((db) => readMeta(db, progressKey(name)));
  let last = Number(done ?? -1);
  for (let copied = 0; ; ) {
    const rows = select.all(last) as Row[];
    if (rows.length === 0) return;
    last = Number(rows.at(-1)?.['number of row']);
    await target.transaction(async (db) => {
      const values = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column] ?? null))})`);
      await sql`insert into ${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column)))})
        overriding system value values ${sql.join(values)}`.execute(db);
      await writeMeta(db, progressKey(name), String(last));
    });
    copied += rows.length;
    onProgress?.(name, copied);
  }
}

/** Counts the rows of both databases and compares them. */
async function compareTables(
  target: Store,
  source: DatabaseSync,
  tables: readonly Table[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const different: string[] = [];
  for (const table of tables) {
    const original = digestOf(
      source.prepare(`select * from "${table.name}"`).iterate() as Iterable<Row>,
      table,
    );
    const copy = await target.transaction((db) => digestOfTarget(db, table));
    if (original.sum !== copy.sum || original.rows !== copy.rows) different.push(table.name);
    counts.set(table.name, original.rows);
  }
  if (different.length > 0) fail('copy-differs', { tables: different });
  return counts;
}

interface Digest {
  readonly rows: number;
  /** The sum of the hashes of all rows, whatever their order. */
  readonly sum: bigint;
}

function digestOf(rows: Iterable<Row>, { columns }: Table, before: Digest = { rows: 0, sum: 0n }): Digest {
  let { rows: count, sum } = before;
  for (const row of rows) {
    const text = JSON.stringify(columns.map((column) => row[column] ?? null));
    sum = BigInt.asUintN(
      128,
      sum + BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 32)}`),
    );
    count += 1;
  }
  return { rows: count, sum };
}

/** Reads the table through a cursor, because it may be larger than the memory. */
async function digestOfTarget(db: Writer, table: Table): Promise<Digest> {
  const columns = sql.join(table.columns.map((column) => sql.ref(column)));
  await sql`declare copied cursor for select ${columns} from ${sql.table(table.name)}`.execute(db);
  let digest: Digest = { rows: 0, sum: 0n };
  for (;;) {
    const { rows } = await sql<Row>`fetch 5000 from copied`.execute(db);
    if (rows.length === 0) break;
    digest = digestOf(rows, table, digest);
  }
  await sql`close copied`.execute(db);
  return digest;
}

/**
 * Makes the target the ledger: copies its name and its place, and lets the numbers of new rows continue after
 * those of the copied rows.
 */
async function takeOver(db: Writer, source: DatabaseSync, tables: readonly Table[]): Promise<void> {
  for (const { name } of tables) {
    await sql`delete from meta where key = ${progressKey(name)}`.execute(db);
    const { rows } = await sql<{
      column: string;
    }>`select column_name as column from information_schema.columns
      where table_schema = current_schema() and table_name = ${name} and is_identity = 'YES'`.execute(db);
    for (const { column } of rows)
      await sql`select setval(pg_get_serial_sequence(${name}, ${column}),
        (select coalesce(max(${sql.ref(column)}), 0) + 1 from ${sql.table(name)}), false)`.execute(db);
  }
  const entries = source
    .prepare(`select key, value from meta where key not in ('schema-version', 'moved')`)
    .all();
  for (const { key, value } of entries) await writeMeta(db, String(key), String(value));
}

async function readMeta(db: Database, key: string): Promise<string | undefined> {
  return (await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst())?.value;
}

async function writeMeta(db: Writer, key: string, value: string): Promise<void> {
  await db
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}
