import { expect, test } from 'vitest';
import { feedback } from '../../pipeline/commands/feedback.ts';
import { show } from '../../pipeline/commands/feedback-show.ts';
import { undo } from '../../pipeline/commands/feedback-undo.ts';
import { status } from '../../pipeline/commands/status.ts';
import { withStore } from '../../pipeline/dispatches/with-store.ts';
import { applyFeedback } from '../../pipeline/feedback/effects/apply-feedback.ts';
import type { CommandContext } from '../../pipeline/foundation/program/context.ts';
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

/** Applies these bounces of the message to an address. */
function bounce(
  context: CommandContext,
  recipient: string,
  bounces: readonly { id: string; status: string }[],
) {
  return withStore(context, async (store) => {
    const { message_id: messageId } = await store.read((db) =>
      db
        .selectFrom('deliveries')
        .select('message_id')
        .where('address', '=', recipient)
        .executeTakeFirstOrThrow(),
    );
    const about = {
      source: 'mail',
      kind: 'bounced',
      at: 2,
      authenticated: true,
      recipient,
      messageId,
    } as const;
    const events = bounces.map((each) => ({ ...about, ...each }));
    await applyFeedback(events, { store, suppressions: await openSuppressions(store), clock: () => 3 });
  });
}

test('the list of events says when it is not complete, and JSON and undo have all of them', async () => {
  const { run, context, address } = await open();
  const events = Array.from({ length: 101 }, (_, index) => ({ id: `${index}`, status: '5.2.2' }));
  await bounce(context, address, events);
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

test('a command that ended after it took an event back leaves the verdict to the next one', async () => {
  const { run, context, address } = await open();
  const state = () =>
    withStore(context, async (store) => {
      const people = store.read((db) =>
        db.selectFrom('subscribers').select('state').where('address', '=', address).executeTakeFirst(),
      );
      return (await people)?.state;
    });
  for (const [id, name] of Object.entries({ a: 'mail:a', b: address })) {
    await bounce(context, address, [{ id, status: '5.1.1' }]);
    expect(await state()).toBe('suppressed');
    await withStore(context, (store) =>
      store.transaction(async (db) => {
        await db.updateTable('feedback_events').set({ state: 'undone' }).execute();
        await db.updateTable('deliveries').set({ state: 'accepted', reason: null }).execute();
      }),
    );
    await expect(run((own) => undo(own, name, { yes: true }))).rejects.toThrow(/No event in effect/);
    expect(await state()).toBe('active');
  }
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
