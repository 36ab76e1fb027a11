import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hold, release } from '../../pipeline/commands/hold.ts';
import { send } from '../../pipeline/commands/send.ts';
import { status } from '../../pipeline/commands/status.ts';
import { recordRun } from '../../pipeline/dispatches/count-since.ts';
import { withStore } from '../../pipeline/dispatches/with-store.ts';
import type { DeliveryState, DispatchState } from '../../pipeline/store/schema.ts';
import { openCommand } from './open-command.ts';

type Command = Awaited<ReturnType<typeof openCommand>>;

/** The deliveries of "spring" in these states, the rest accepted, and its dispatch in that state. */
function arrange(
  { context, time }: Command,
  states: readonly DeliveryState[],
  state: DispatchState = 'active',
) {
  return withStore(context, (store) =>
    store.transaction(async (db) => {
      await db.deleteFrom('acknowledgements').execute();
      await db.updateTable('dispatches').set({ state }).execute();
      const rows = await db.selectFrom('deliveries').select('id').orderBy('id').execute();
      for (const [index, { id }] of rows.entries())
        await db
          .updateTable('deliveries')
          .set({ state: states[index] ?? 'accepted', next_attempt_at: time.now * 2, updated_at: time.now })
          .where('id', '=', id)
          .execute();
    }),
  );
}

test('no command gives the all-clear for unfinished work, in any combination', async () => {
  const command = await openCommand();
  const { run, context, give, time, root } = command;
  const steer = (options: Parameters<typeof send>[2]) =>
    run((each) => send(each, 'spring', { ...options, json: true }));
  const check = async () => {
    const { code, stdout } = await run((each) => status(each, undefined, { check: true, json: true }));
    const open = JSON.parse(stdout).open as { reason: string }[];
    return [code, ...open.map(({ reason }) => reason)];
  };
  expect((await steer({})).code).toBe(0);
  expect(await check()).toEqual([0]);
  // Its files would prove that everything arrived.
  await rm(join(root, '.courant/outbox'), { recursive: true });

  await arrange(command, ['uncertain']);
  expect(await check()).toEqual([4, 'uncertain']);
  const again = await run((each) => send(each, 'spring', {}));
  expect(again.code).toBe(4);
  expect(again.stdout).toMatch(/^Nothing to send\. 3 messages delivered .* before\. 1 uncertain/m);
  await arrange(command, ['rejected']);
  expect(await check()).toEqual([4, 'rejected']);
  expect((await steer({})).code).toBe(4);
  await arrange(command, ['deferred']);
  expect(await check()).toEqual([3, 'unfinished']);
  await arrange(command, ['planned', 'uncertain'], 'paused');
  expect(await check()).toEqual([4, 'uncertain', 'paused']);
  await arrange(command, ['planned'], 'paused');
  expect(await check()).toEqual([3, 'paused']);
  await arrange(command, ['uncertain', 'rejected', 'deferred']);
  expect(await check()).toEqual([4, 'uncertain', 'rejected', 'unfinished']);
  await run((each) => hold(each, 'spring', {}));
  expect(await check()).toEqual([4, 'uncertain', 'rejected', 'unfinished']);
  await run((each) => release(each, 'spring', {}));

  // Left as they are: somebody has seen them. What becomes uncertain later is told again.
  expect(JSON.parse((await steer({ leaveUncertain: true })).stdout)).toMatchObject({ left: ['uncertain'] });
  expect(await check()).toEqual([4, 'rejected', 'unfinished']);
  await steer({ leaveRejected: true });
  expect(await check()).toEqual([3, 'unfinished']);
  await arrange(command, ['uncertain']);
  await steer({ leaveUncertain: true });
  expect(await check()).toEqual([0]);
  expect((await steer({})).code).toBe(0);
  time.now += 1_000;
  await withStore(context, (store) =>
    store.transaction(async (db) => {
      const [row] = await db.selectFrom('deliveries').select('id').where('state', '=', 'accepted').execute();
      const values = { state: 'uncertain', updated_at: time.now } as const;
      await db
        .updateTable('deliveries')
        .set(values)
        .where('id', '=', row?.id ?? 0)
        .execute();
    }),
  );
  expect(await check()).toEqual([4, 'uncertain']);
  // Or sent again, by a word.
  await expect(steer({ resendUncertain: true })).rejects.toMatchObject({
    problems: [{ code: 'not-confirmed' }],
  });
  const sent = await steer({ resendUncertain: true, yes: true });
  expect(JSON.parse(sent.stdout)).toMatchObject({ delivery: { accepted: 2 }, open: [], exitCode: 0 });
  expect(await check()).toEqual([0]);

  // Beside another issue that was missed, and with a place that cannot be read.
  await give('april', 'sendAt: 2026-11-19T07:00Z');
  const newsletter = { timeZone: 'Europe/Amsterdam', schedule: undefined };
  await withStore(context, (store) => recordRun(store, 'outbox', newsletter, time.now));
  time.now += 3 * 86_400_000;
  await arrange(command, ['uncertain']);
  expect(await check()).toEqual([4, 'missed', 'uncertain']);
  expect((await run((each) => send(each, 'april', { skip: true }))).code).toBe(0);
  await arrange(command, []);
  expect(await check()).toEqual([0]);
  await writeFile(join(root, 'mark'), 'A file is in the way.');
  (context.environment as Record<string, string>)['COURANT_MARK'] = 'mark';
  expect(await check()).toEqual([4, 'mark']);
  (context.environment as Record<string, string>)['COURANT_MARK'] = 'ftp://example.org/mark';
  expect(await check()).toEqual([1]);
});
