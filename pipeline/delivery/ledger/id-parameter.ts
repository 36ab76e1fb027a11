import { sql } from 'kysely';
import type { Store } from '../../store/store.ts';

/** Any number of ids as one parameter, so that the text of a statement does not depend on their number. */
export function toIdParameter(kind: Store['kind'], ids: readonly number[]): string {
  return kind === 'sqlite' ? `[${ids.join(',')}]` : `{${ids.join(',')}}`;
}

/** Rows whose id is in a parameter that `toIdParameter` wrote. */
export function isOneOf(kind: Store['kind'], ids: string, column: 'id' | 'deliveries.id' = 'id') {
  return kind === 'sqlite'
    ? sql<boolean>`${sql.ref(column)} in (select value from json_each(${ids}))`
    : sql<boolean>`${sql.ref(column)} = any(cast(${ids} as bigint[]))`;
}
