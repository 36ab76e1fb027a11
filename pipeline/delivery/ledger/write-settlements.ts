import { sql } from 'kysely';
import { createStatement } from '../../store/create-statement.ts';
import type { DeliveryState } from '../../store/schema.ts';
import type { Store, Writer } from '../../store/store.ts';

/** The outcome of an attempt, as its row records it. */
export interface Settlement {
  readonly id: number;
  readonly state: Extract<DeliveryState, 'planned' | 'accepted' | 'deferred' | 'rejected' | 'uncertain'>;
  /** Whether the message was offered to a server. False for a delivery that is given back untouched. */
  readonly attempted: boolean;
  /** For `planned` and `deferred` after an attempt: when the delivery may be claimed again, in ms since 1970. */
  readonly nextAttemptAt: number;
  readonly reason: string | null;
  readonly code: number | null;
  readonly enhanced: string | null;
  readonly text: string | null;
}

interface SettlementBatch {
  readonly settlements: readonly Settlement[];
  /** The number of the process that made the attempts. */
  readonly epoch: number;
  readonly now: number;
}

/**
 * Writes the settlements in the order of their ids. A late 250 turns an uncertain delivery into an accepted one if no
 * other process has claimed it since, that is, if the epoch is the same. Nothing else changes a settled row.
 */
export async function writeSettlements(
  db: Writer,
  kind: Store['kind'],
  { settlements, epoch, now }: SettlementBatch,
): Promise<void> {
  if (settlements.length === 0) return;
  const rows = [...settlements].sort((a, b) => a.id - b.id);
  // SQLite runs a short statement for each row faster than it reads the rows from one parameter. PostgreSQL needs a
  // round trip for each statement.
  if (kind === 'postgres') await settleRows(db, kind, { rows: JSON.stringify(rows), epoch, now });
  else
    for (const { attempted, ...row } of rows)
      await settleRow(db, kind, { ...row, attempted: attempted ? 1 : 0, epoch, now });
}

const settleRow = createStatement(
  (
    _db,
    row: Omit<Settlement, 'attempted'> & { attempted: number; epoch: number; now: number },
  ) => sql`update deliveries set
      state = ${row.state},
      attempts = attempts + iif(state = 'claimed', ${row.attempted}, 0),
      first_attempt_at = iif(${row.attempted}, coalesce(first_attempt_at, ${row.now}), first_attempt_at),
      next_attempt_at = iif(${row.attempted}, ${row.nextAttemptAt}, next_attempt_at),
      reason = ${row.reason}, reply_code = ${row.code}, reply_enhanced = ${row.enhanced}, reply_text = ${row.text},
      lease_until = 0, updated_at = ${row.now}
    where id = ${row.id} and epoch = ${row.epoch}
      and (state in ('claimed', 'sending') or (state = 'uncertain' and ${row.state} = 'accepted'))`,
);

const settleRows = createStatement(
  (_db, { rows, epoch, now }: { rows: string; epoch: number; now: number }) =>
    sql`update deliveries set
      state = v.state,
      attempts = attempts + case when deliveries.state = 'claimed' and v.attempted then 1 else 0 end,
      first_attempt_at = case when v.attempted then coalesce(first_attempt_at, ${now}) else first_attempt_at end,
      next_attempt_at = case when v.attempted then v."nextAttemptAt" else deliveries.next_attempt_at end,
      reason = v.reason, reply_code = v.code, reply_enhanced = v.enhanced, reply_text = v.text,
      lease_until = 0, updated_at = ${now}
    from json_to_recordset(cast(${rows} as json)) as v(id bigint, state text, attempted boolean,
      "nextAttemptAt" bigint, reason text, code bigint, enhanced text, text text)
    where deliveries.id = v.id and deliveries.epoch = ${epoch}
      and (deliveries.state in ('claimed', 'sending') or (deliveries.state = 'uncertain' and v.state = 'accepted'))`,
);
