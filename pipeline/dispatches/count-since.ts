import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { CountedSince } from '../schedule/judge-issue.ts';
import type { Store, Writer } from '../store/store.ts';

type Settings = Pick<Newsletter, 'schedule' | 'timeZone'>;

/**
 * Reads the time from which a transport counts moments, and records it at the first run and at the first run
 * with a changed schedule. Issues with an earlier moment are neither due nor missed.
 */
export function recordRun(
  store: Store,
  transport: string,
  newsletter: Settings,
  now: number,
): Promise<CountedSince> {
  const schedule = scheduleKey(newsletter);
  return store.transaction(async (db) => {
    await db
      .insertInto('first_runs')
      .values({ transport, first_at: now, schedule, schedule_at: now })
      .onConflict((conflict) => conflict.column('transport').doNothing())
      .execute();
    const row = await readRow(db, transport);
    if (row.schedule === schedule) return { firstRun: row.first_at, schedule: row.schedule_at };
    await db
      .updateTable('first_runs')
      .set({ schedule, schedule_at: now })
      .where('transport', '=', transport)
      .execute();
    return { firstRun: row.first_at, schedule: now };
  });
}

/** Like `recordRun`, but records nothing. */
export function readCountedSince(
  store: Store,
  transport: string,
  newsletter: Settings,
  now: number,
): Promise<CountedSince> {
  return store.read(async (db) => {
    const row = await db
      .selectFrom('first_runs')
      .selectAll()
      .where('transport', '=', transport)
      .executeTakeFirst();
    if (row === undefined) return { firstRun: now, schedule: now };
    const isSame = row.schedule === scheduleKey(newsletter);
    return { firstRun: row.first_at, schedule: isSame ? row.schedule_at : now };
  });
}

function readRow(db: Writer, transport: string) {
  return db.selectFrom('first_runs').selectAll().where('transport', '=', transport).executeTakeFirstOrThrow();
}

/** The settings that determine the moments of a schedule. */
function scheduleKey({ schedule, timeZone }: Settings): string {
  return schedule === undefined ? '' : JSON.stringify([schedule.at, timeZone, schedule.readersTime]);
}
