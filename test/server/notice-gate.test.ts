import { describe, expect, test } from 'vitest';
import type { Store } from '../../pipeline/store/store.ts';
import {
  claimNotice,
  openNoticeGate,
  readDueNotices,
  recoverNotices,
  requestNotice,
  settleNotice,
  withholdConfirmations,
} from '../../pipeline/subscribers/notices.ts';
import { createStore } from '../delivery/support/ledger.ts';
import { kinds } from '../store/support/databases.ts';

const lease = 900_000;

/** What one process does with a notice, stopped after any step. */
async function create(kind: Store['kind']) {
  const store = await createStore(kind);
  await store.transaction((db) =>
    requestNotice(db, {
      kind: 'confirm',
      subject: 'a'.repeat(32),
      person: 'her',
      locale: 'en',
      messageId: '<confirm@example.org>',
      now: 0,
    }),
  );
  return {
    store,
    async claim(now: number) {
      const [notice] = await readDueNotices(store, now, 1);
      if (!notice || !(await claimNotice(store, notice, now + lease))) return undefined;
      const { id } = notice;
      const held = [now + lease];
      return {
        async gate(at: number) {
          const moments = { claimedUntil: now + lease, sendingUntil: at + lease };
          const isOpen = await openNoticeGate(store, { id, ...moments });
          if (isOpen) held.push(moments.sendingUntil);
          return isOpen;
        },
        settle: (state: 'sent' | 'planned') =>
          settleNotice(store, { id, held }, { state, reply: '250 Ok' }, now + lease),
      };
    },
    async state() {
      const row = await store.read((db) =>
        db.selectFrom('notices').select('state').executeTakeFirstOrThrow(),
      );
      return row.state;
    },
  };
}

describe.each(kinds)('a notice on %s', (kind) => {
  test('whose process died before the gate is sent by another', async () => {
    const { claim, state } = await create(kind);
    expect(await claim(0)).toBeDefined();
    expect(await claim(lease - 1), 'while the claim holds').toBeUndefined();
    const second = await claim(lease);
    expect(await second?.gate(lease)).toBe(true);
    await second?.settle('sent');
    expect(await state()).toBe('sent');
  });

  test('whose process died after the gate is uncertain, and never sent again', async () => {
    const { store, claim, state } = await create(kind);
    const first = await claim(0);
    expect(await first?.gate(5)).toBe(true);
    await recoverNotices(store, lease);
    expect(await state(), 'the reply may still come').toBe('sending');
    await recoverNotices(store, lease + 6);
    expect(await state()).toBe('uncertain');
    expect(await claim(10 * lease)).toBeUndefined();
    await first?.settle('planned');
    expect(await state(), 'a late refusal changes nothing').toBe('uncertain');
    await first?.settle('sent');
    expect(await state(), 'a late 250 is proof').toBe('sent');
  });

  test('is not sent by a process that was held up past its claim', async () => {
    const { claim, state } = await create(kind);
    const zombie = await claim(0);
    const second = await claim(lease);
    expect(await zombie?.gate(lease)).toBe(false);
    expect(await second?.gate(lease)).toBe(true);
    expect(await zombie?.gate(lease)).toBe(false);
    await zombie?.settle('planned');
    expect(await state()).toBe('sending');
    await second?.settle('sent');
    expect(await state()).toBe('sent');
  });

  test('that became void meanwhile is withheld', async () => {
    const { store, claim, state } = await create(kind);
    await store.transaction((db) =>
      db
        .insertInto('signups')
        .values({
          id: 'a'.repeat(32),
          address: 'zoe@example.org',
          normalised: 'zoe@example.org',
          name: null,
          locale: 'en',
          lists: '[]',
          wording: 'w',
          wording_locale: 'en',
          message_id: '<confirm@example.org>',
          created_at: 0,
          confirmed_at: null,
        })
        .execute(),
    );
    const first = await claim(0);
    await store.transaction((db) => withholdConfirmations(db, 'zoe@example.org'));
    expect(await first?.gate(1)).toBe(false);
    await first?.settle('planned');
    expect(await state()).toBe('void');
  });
});
