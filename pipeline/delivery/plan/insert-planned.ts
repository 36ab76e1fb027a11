import { CompiledQuery } from 'kysely';
import type { EditionChoice } from '../../publication/locales/language-tag.ts';
import type { Store, Writer } from '../../store/store.ts';

/** A delivery before its first attempt. */
export interface PlannedDelivery {
  readonly subscriber: string;
  /** In the form that is sent to the server. */
  readonly address: string;
  readonly normalised: string;
  readonly domain: string;
  readonly name: string | null;
  readonly locale: string;
  readonly choice: EditionChoice;
  readonly message_id: string;
  /** Null for a delivery that may go at any time. */
  readonly not_before: number | null;
  readonly not_after: number | null;
  readonly next_attempt_at: number;
}

const columns = [
  'subscriber',
  'address',
  'normalised',
  'domain',
  'name',
  'locale',
  'choice',
  'message_id',
  'not_before',
  'not_after',
  'next_attempt_at',
] as const;

/**
 * Writes many planned deliveries with one statement. The statement is assembled by hand and reused. With a
 * Kysely query for each page, planning a million rows takes many times as long.
 */
export function createPlannedInsert(db: Writer, kind: Store['kind'], dispatch: number, now: number) {
  const statements = new Map<number, string>();
  return async function insert(rows: readonly PlannedDelivery[]): Promise<void> {
    if (rows.length === 0) return;
    const statement = statements.get(rows.length) ?? compose(kind, dispatch, now, rows.length);
    statements.set(rows.length, statement);
    const parameters = rows.flatMap((row) => columns.map((column) => row[column]));
    await db.executeQuery(CompiledQuery.raw(statement, parameters));
  };
}

function compose(kind: Store['kind'], dispatch: number, now: number, rows: number): string {
  const place = (index: number) => (kind === 'postgres' ? `$${index + 1}` : '?');
  const tuple = (row: number) =>
    `(${columns.map((_, column) => place(row * columns.length + column)).join(', ')}, ` +
    `${dispatch}, 'planned', 0, 0, 0, ${now}, ${now})`;
  return (
    `insert into deliveries (${columns.join(', ')}, ` +
    'dispatch, state, epoch, lease_until, attempts, planned_at, updated_at) ' +
    `values ${Array.from({ length: rows }, (_, row) => tuple(row)).join(', ')}`
  );
}
