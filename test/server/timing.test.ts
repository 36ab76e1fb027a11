import { expect, test } from 'vitest';
import { addReader } from './support/reader.ts';
import { startTestServer } from './support/test-server.ts';
import { hiddenField, post } from './support/visitor.ts';

/** How often the first is larger than the second, of all pairs: 0.5 when the two cannot be told apart. */
function areaUnderCurve(one: readonly number[], other: readonly number[]): number {
  const wins = one.flatMap((a) => other.map((b): number => (a > b ? 1 : a === b ? 0.5 : 0)));
  return wins.reduce((sum, win) => sum + win, 0) / wins.length;
}

const isLong = process.env['COURANT_LONG_TESTS'] === '1';
const people = isLong ? 600 : 60;

test('the time of an answer does not tell whether an address subscribes', async () => {
  const { origin, store } = await startTestServer({
    newsletter: 'server: { limits: { perNetwork: 100000, overall: 100000 } }',
    mailDelay: () => 1000,
  });
  for (let i = 0; i < people; i++) await addReader(store, `known${i}@example.org`);
  const page = await (await fetch(`${origin}/en/preferences`)).text();
  expect(hiddenField(page, 'guard')).not.toBe('');
  const ask = async (address: string) => {
    const form = await (await fetch(`${origin}/en/preferences`)).text();
    const fields = { address, guard: hiddenField(form, 'guard') };
    const began = performance.now();
    const answer = await post(`${origin}/en/preferences`, fields);
    const took = performance.now() - began;
    expect(answer.status).toBe(303);
    return took;
  };
  const known: number[] = [];
  const unknown: number[] = [];
  for (let i = 0; i < people; i++) {
    // In turns, and the one that comes first changes: the machine's mood is the same for both.
    const first = i % 2 === 0;
    if (first) known.push(await ask(`known${i}@example.org`));
    unknown.push(await ask(`nobody${i}@example.org`));
    if (!first) known.push(await ask(`known${i}@example.org`));
  }
  const area = areaUnderCurve(known, unknown);
  if (isLong) console.info(`Known against unknown: AUC ${area.toFixed(3)} of ${people} pairs`);
  expect(Math.abs(area - 0.5)).toBeLessThan(isLong ? 0.06 : 0.2);
}, 300_000);

test('no mail server is contacted before the answer is sent', async () => {
  let connections = 0;
  const { origin, store } = await startTestServer({
    mailDelay: () => 60_000,
    transport: {
      name: 'smtp',
      reachesPeople: true,
      connect: async () => {
        connections += 1;
        throw new Error('nobody is to connect');
      },
    } as never,
  });
  await addReader(store, 'zoe@example.org');
  const page = await (await fetch(`${origin}/en/preferences`)).text();
  const fields = { address: 'zoe@example.org', guard: hiddenField(page, 'guard') };
  expect((await post(`${origin}/en/preferences`, fields)).status).toBe(303);
  const rows = await store.read((db) => db.selectFrom('notices').select(['state']).execute());
  expect(rows).toEqual([{ state: 'planned' }]);
  expect(connections).toBe(0);
});
