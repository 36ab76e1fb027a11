import { sql } from 'kysely';
import type { Store } from '../../pipeline/store/store.ts';

/** Adds subscribers with one list and one consent each, as an import does. */
export async function fill(store: Store, subscribers: number): Promise<void> {
  const numbers =
    store.kind === 'postgres'
      ? sql`select generate_series(0, ${sql.lit(subscribers - 1)}) as n`
      : sql`with recursive numbers (n) as (select 0 union all select n + 1 from numbers where n < ${sql.lit(subscribers - 1)})
          select n from numbers`;
  const hex = (column: string) =>
    store.kind === 'postgres'
      ? sql.raw(`lpad(to_hex(${column}), 32, '0')`)
      : sql.raw(`printf('%032x', ${column})`);
  await store.transaction(async (db) => {
    await sql`insert into subscribers
        (id, address, normalised, name, locale, state, source, time_zone, created_at, updated_at)
      select ${hex('n')}, 'reader' || n || '@domain' || (n % 1000) || '.example.org',
        'reader' || n || '@domain' || (n % 1000) || '.example.org',
        'Anna van der Meer', case when n % 3 = 0 then 'en' else 'nl' end, 'active', 'import', 'Europe/Amsterdam', 1, 1
      from (${numbers}) as numbers`.execute(db);
    await sql`insert into subscriptions (subscriber, list, since) select id, 'news', 1 from subscribers`.execute(
      db,
    );
    await sql`insert into consents (subscriber, kind, lists, source, evidence, at)
      select id, 'imported', '["news"]', 'csv', 'A form on paper, 2024', 1 from subscribers`.execute(db);
  });
  await store.read((db) => sql.raw('analyze').execute(db));
}
