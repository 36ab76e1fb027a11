import type { Schema } from '../../store/schema.ts';
import type { Store } from '../../store/store.ts';

/** Identifies a notice about one moment of an issue, by the issue's name in the ledger. */
interface NoticeKey {
  readonly issue: string;
  readonly transport: string;
  /** In ms since 1970. An issue that moves to another moment gets another notice. */
  readonly moment: number;
  /** Whether the notice announces the issue, or says that it is not ready. */
  readonly kind: Schema['editor_notices']['kind'];
}

/** How a notice ended. `planned`: the next run tries again. */
export type NoticeEnd = 'planned' | 'sent' | 'failed' | 'uncertain';

/**
 * Claims a notice until `until`, so that only one process sends it. Returns false when the notice was or may
 * have been sent, or while another process holds it.
 */
export function claimEditorNotice(
  store: Store,
  key: NoticeKey,
  { now, until }: { readonly now: number; readonly until: number },
): Promise<boolean> {
  return store.transaction(async (db) => {
    await db
      .insertInto('editor_notices')
      .values({ ...key, state: 'planned', claimed_until: 0, reply: null, updated_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const { numUpdatedRows } = await db
      .updateTable('editor_notices')
      .set({ state: 'claimed', claimed_until: until, updated_at: now })
      .where(({ and }) => and({ ...key }))
      .where(({ or, and, eb }) =>
        or([eb('state', '=', 'planned'), and([eb('state', '=', 'claimed'), eb('claimed_until', '<=', now)])]),
      )
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  });
}

/**
 * Records that the message is about to be released. After that, no process sends the notice again, even if
 * this one dies. Returns false when another process holds the claim now.
 */
export function openEditorNoticeGate(
  store: Store,
  key: NoticeKey,
  { now, until }: { readonly now: number; readonly until: number },
): Promise<boolean> {
  return store.transaction(async (db) => {
    const { numUpdatedRows } = await db
      .updateTable('editor_notices')
      .set({ state: 'sending', updated_at: now })
      .where(({ and }) => and({ ...key }))
      .where('state', '=', 'claimed')
      .where('claimed_until', '=', until)
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  });
}

export function settleEditorNotice(
  store: Store,
  key: NoticeKey,
  { state, reply, now }: { readonly state: NoticeEnd; readonly reply: string | null; readonly now: number },
): Promise<void> {
  return store.transaction(async (db) => {
    await db
      .updateTable('editor_notices')
      .set({ state, reply, claimed_until: 0, updated_at: now })
      .where(({ and }) => and({ ...key }))
      .where('state', 'in', ['claimed', 'sending'])
      .execute();
  });
}
