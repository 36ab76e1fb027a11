import { minute } from '../../foundation/time/durations.ts';
import type { FeedbackMailsTable } from '../../store/feedback-schema.ts';
import type { Store } from '../../store/store.ts';

/** A claim that is older is that of a process that ended before it had handled the mail. */
const longestClaim = 15 * minute;

/**
 * Claims a mail, so that only one of several processes that read the same mailbox handles it. `handled`: it was
 * handled before; `taken`: another process is handling it.
 */
export function claimMail(store: Store, id: string, now: number): Promise<'claimed' | 'handled' | 'taken'> {
  return store.transaction(async (db) => {
    const claimed = await db
      .insertInto('feedback_mails')
      .values({ id, verdict: 'claimed', handled_at: now })
      .onConflict((conflict) =>
        conflict
          .column('id')
          .doUpdateSet({ handled_at: now })
          .where('feedback_mails.verdict', '=', 'claimed')
          .where('feedback_mails.handled_at', '<', now - longestClaim),
      )
      .returning('id')
      .execute();
    if (claimed.length > 0) return 'claimed';
    const row = await db
      .selectFrom('feedback_mails')
      .select('verdict')
      .where('id', '=', id)
      .executeTakeFirst();
    return row === undefined || row.verdict === 'claimed' ? 'taken' : 'handled';
  });
}

/** Records that a claimed mail is handled. */
export async function finishMail(
  store: Store,
  id: string,
  verdict: FeedbackMailsTable['verdict'],
  now: number,
): Promise<void> {
  await store.transaction(async (db) => {
    await db.updateTable('feedback_mails').set({ verdict, handled_at: now }).where('id', '=', id).execute();
  });
}

/** Gives a claimed mail back, so that a later run handles it. */
export async function releaseMail(store: Store, id: string): Promise<void> {
  await store.transaction(async (db) => {
    await db.deleteFrom('feedback_mails').where('id', '=', id).where('verdict', '=', 'claimed').execute();
  });
}
