import type { Edition } from '../../editions/edition.ts';
import type { Store } from '../../store/store.ts';

/** Reads an edition as it was planned, even if the content has changed since. */
export async function readEdition(store: Store, dispatch: number, locale: string): Promise<Edition> {
  const row = await store.read((db) =>
    db
      .selectFrom('dispatch_editions')
      .select('edition')
      .where('dispatch', '=', dispatch)
      .where('locale', '=', locale)
      .executeTakeFirstOrThrow(),
  );
  return JSON.parse(row.edition) as Edition;
}
