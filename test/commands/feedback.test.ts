import { expect, test } from 'vitest';
import { feedback } from '../../pipeline/commands/feedback.ts';
import { show } from '../../pipeline/commands/feedback-show.ts';
import { undo } from '../../pipeline/commands/feedback-undo.ts';
import { status } from '../../pipeline/commands/status.ts';
import { withStore } from '../../pipeline/dispatches/with-store.ts';
import { applyFeedback } from '../../pipeline/feedback/effects/apply-feedback.ts';
import { addSubscribers, planned } from '../delivery/support/audience.ts';
import { readRows } from '../delivery/support/ledger.ts';
import { openSuppressions } from '../store/support/suppressions.ts';
import { openCommand } from './open-command.ts';

/** A dispatch to 25 readers whose messages were accepted, and a kept webhook with a complaint of one of them. */
async function open() {
  const command = await openCommand();
  const { run, context } = command;
  const address = await withStore(context, async (store) => {
    await addSubscribers(
      store,
      Array.from({ length: 25 }, (_, index) => `reader${index}@example.com,en`),
    );
    const dispatch = await planned(store);
    const [row] = await readRows(store, dispatch);
    const body = {
      event: 'spam',
      email: row?.address,
      'message-id': row?.message_id,
      ts_epoch: command.time.now,
    };
    await store.transaction(async (db) => {
      await db
        .updateTable('deliveries')
        .set({ state: 'accepted', first_attempt_at: 1, reply_code: 250 })
        .execute();
      await db
        .insertInto('webhook_requests')
        .values({
          source: 'brevo',
          request: '1',
          received_at: 1,
          body: JSON.stringify(body),
          outcome: 'failed',
        })
        .execute();
    });
    return row?.address ?? '';
  });
  return { run, context, address };
}

test('the kept webhooks are read again, shown by dispatch, reason and domain, and taken back', async () => {
  const { run, address } = await open();
  expect((await run((context) => show(context, undefined, {}))).stdout).toBe('Nothing has come back.');

  const read = await run((context) => feedback(context, { replay: true }));
  expect(read).toMatchObject({ code: 0 });
  expect(read.stdout).toBe(
    '1 webhook read again, 0 of them malformed.\n1 event applied, 1 reader suppressed after a complaint.',
  );
  expect((await run((context) => feedback(context, { replay: true }))).stdout).toContain(
    '0 events applied, 1 repeated',
  );

  const shown = await run((context) => show(context, undefined, { effects: true }));
  expect(shown.stdout).toContain(`  came back: 1 complained
  complaints: 4.00% (1 of 25, above 0.3%)
  example.com: 1 complained; complaints: 4.00% (1 of 25, above 0.3%)
brevo:spam/`);
  expect(shown.stdout).toContain(
    `${address}  complained: delivery accepted to complained, reader suppressed`,
  );
  expect(shown.stdout).toContain('webhooks of brevo: 1 read');
  expect((await run((context) => status(context, undefined, {}))).stdout).toContain(
    'came back: 1 complained',
  );
  const json = JSON.parse(
    (await run((context) => show(context, undefined, { effects: true, json: true }))).stdout,
  );
  expect(json).toMatchObject({ dispatches: [{ complaints: { level: 'high' } }], effects: [{ address }] });

  await expect(run((context) => undo(context, address, {}))).rejects.toThrow();
  expect((await run((context) => undo(context, address, { yes: true }))).stdout).toBe('1 event taken back.');
  await expect(run((context) => undo(context, address, { yes: true }))).rejects.toThrow(/No event in effect/);
  await expect(run((context) => undo(context, json.effects[0].effect, { yes: true }))).rejects.toThrow(
    /No event in effect/,
  );
  expect((await run((context) => show(context, undefined, {}))).stdout).toContain('Nothing has come back.');
});

test('the list of events says when it is not complete, and JSON and undo have all of them', async () => {
  const { run, context, address } = await open();
  await withStore(context, async (store) => {
    const delivery = store.read((db) =>
      db
        .selectFrom('deliveries')
        .select('message_id')
        .where('address', '=', address)
        .executeTakeFirstOrThrow(),
    );
    const { message_id: messageId } = await delivery;
    const about = { source: 'mail', kind: 'bounced', at: 2, authenticated: true, status: '5.2.2' } as const;
    const events = Array.from({ length: 101 }, (_, index) => ({
      ...about,
      id: `${index}`,
      recipient: address,
      messageId,
    }));
    await applyFeedback(events, { store, suppressions: await openSuppressions(store), clock: () => 3 });
  });
  const list = (json: boolean) => run((own) => show(own, undefined, { effects: true, json }));
  const { stdout } = await list(false);
  expect(stdout.match(/^mail:/gm)).toHaveLength(100);
  expect(stdout).toContain('These are the newest 100 of 101 events; "--json" prints all of them.');
  expect(JSON.parse((await list(true)).stdout).effects).toHaveLength(101);
  const none = await run((own) => show(own, 'another', { effects: true }));
  expect(none.stdout).toContain('Nothing about "another" has come back.');
  const undone = await run((own) => undo(own, address, { yes: true }));
  expect(undone.stdout).toBe('101 events taken back.');
});

test('the configured mailbox is read once', async () => {
  const { run, newsletter, write } = await openCommand();
  await newsletter('feedback: { maildir: mail }');
  await write(
    'mail/new/1',
    'From: reader@example.com\nTo: bounces@example.org\nSubject: Away\nAuto-Submitted: auto-replied\n\nBack soon.\n',
  );
  const read = () => run((context) => feedback(context, {}));
  expect((await read()).stdout).toBe('1 automatic reply.');
  expect((await read()).stdout).toBe('No new mail.');
});
