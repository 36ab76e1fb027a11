import { describe, expect, test, vi } from 'vitest';
import { createDatabase, kinds } from '../store/support/databases.ts';
import { runTorture } from './torture.ts';

// Processes are started again and again, on a machine that may have much else to do.
vi.setConfig({ testTimeout: 180_000 });

/** The short form; `npm run torture` is the long one. */
const short = { seed: 7, messages: 400, kills: 3 };

describe.each(kinds)('on %s', (kind) => {
  test('processes that are killed and held up lose nobody, and send nothing twice', async () => {
    const { folder, databaseUrl } = await createDatabase(kind);
    const report = await runTorture({ ...short, processes: 2, folder, databaseUrl });
    expect(report.complaints).toEqual([]);
    expect(report.accepted + report.uncertain).toBe(short.messages);
    expect(report.kills + report.stops).toBeGreaterThan(0);
  });
});

test('the control, which sends again what is in doubt, is found out', async () => {
  const { folder } = await createDatabase();
  const report = await runTorture({
    ...short,
    faultRate: 0.05,
    kills: 6,
    processes: 1,
    folder,
    resendInDoubt: true,
  });
  expect(report.twice).toBeGreaterThan(0);
});
