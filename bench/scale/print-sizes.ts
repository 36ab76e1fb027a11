import { sql } from 'kysely';
import type { Store } from '../../pipeline/store/store.ts';

/** Prints the size of each table and index with more than 1 MB. */
export async function printSizes(store: Store): Promise<void> {
  const sizes =
    store.kind === 'postgres'
      ? sql<{ name: string; bytes: number; dead: number | null }>`
          select pg_class.relname as name, pg_relation_size(pg_class.oid) as bytes, n_dead_tup as dead
          from pg_class left join pg_stat_user_tables on pg_stat_user_tables.relid = pg_class.oid
          where relnamespace = current_schema()::regnamespace and relkind in ('r', 'i')
            and pg_relation_size(pg_class.oid) > 1000000
          order by 1`
      : sql<{ name: string; bytes: number; dead: number | null }>`
          select name, sum(pgsize) as bytes, null as dead from dbstat group by name having sum(pgsize) > 1000000 order by 1`;
  const { rows } = await store.read((db) => sizes.execute(db));
  for (const { name, bytes, dead } of rows)
    console.log(
      `    ${name.padEnd(40)} ${(bytes / 1e6).toFixed(0).padStart(6)} MB${dead ? `   ${dead} dead rows` : ''}`,
    );
  const total = rows.reduce((sum, { bytes }) => sum + bytes, 0);
  console.log(`    ${'in all'.padEnd(40)} ${(total / 1e6).toFixed(0).padStart(6)} MB`);
}
