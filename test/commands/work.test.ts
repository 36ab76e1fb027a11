import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { run } from '../../pipeline/commands/run.ts';
import { work } from '../../pipeline/commands/work.ts';
import { openCommand } from './open-command.ts';

// Several processes check, build and send at the same time, on a machine that may have much else to do.
vi.setConfig({ testTimeout: 180_000 });

test('two waiting processes and a cron line send one issue once, and the processes end on a signal', async () => {
  const { root, context, give, time, run: call } = await openCommand({ PATH: process.env['PATH'] ?? '' });
  time.now = Date.now() - 60_000;
  expect(await call((inside) => run(inside, {}))).toMatchObject({ code: 0 });
  await give('spring', `sendAt: ${new Date(time.now + 30_000).toISOString()}`);
  const controller = new AbortController();
  const here = { ...context, clock: () => new Date(), signal: controller.signal };
  const both = [1, 2].map(() => work(here, { every: 900_000 }));
  const cron = run(here, {});
  const messages = async () => {
    const names = await readdir(join(root, '.courant/outbox/spring'), { recursive: true }).catch(() => []);
    return names.filter((name) => name.endsWith('.eml'));
  };
  await vi.waitFor(async () => expect(await messages()).toHaveLength(4), { timeout: 150_000, interval: 200 });
  // 3: at its end, another process still had deliveries under way.
  expect([0, 3]).toContain(await cron);
  controller.abort();
  expect(await Promise.all(both)).toEqual([0, 0]);
  expect(await messages()).toHaveLength(4);
});

test('a run says when the next one has something to do, to people, programs and the process that started it', async () => {
  const { give, run: call } = await openCommand();
  const tellParent = vi.fn();
  const next = async () => {
    const { stdout } = await call((inside) => run({ ...inside, tellParent }, { json: true }));
    return JSON.parse(stdout).next;
  };
  expect(await next()).toBeNull();
  await give('april', 'sendAt: 2026-11-21T07:00Z');
  await give('spring', 'sendAt: 2026-11-20T07:00:30Z');
  expect(await next()).toBe('2026-11-20T07:00:30.000Z');
  expect(tellParent.mock.calls).toEqual([
    [{ next: { at: Date.parse('2026-11-20T07:00:30Z'), timeZone: expect.any(String) } }],
  ]);
});
