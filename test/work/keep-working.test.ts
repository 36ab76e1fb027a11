import { describe, expect, test } from 'vitest';
import { keepWorking, nextStart, type RoundEnd } from '../../pipeline/work/keep-working.ts';
import { createWaker } from '../../pipeline/work/waker.ts';

const second = 1000;
const minute = 60 * second;
const start = Date.parse('2026-11-19T05:00Z');

/** Keeps working on a clock that only `wait` moves, and ends before the round after the last of `ends`. */
async function working(
  ends: readonly (Partial<RoundEnd> & { readonly takes?: number; readonly wakes?: boolean })[],
  { pulls = [] as boolean[], jump = 0 } = {},
) {
  const time = { now: start };
  const rounds: number[] = [];
  const waits: number[] = [];
  const controller = new AbortController();
  const waker = createWaker();
  const upcoming = [...pulls];
  await keepWorking({
    ...(pulls.length > 0 && {
      pull: async () => {
        const could = upcoming.shift();
        if (could === undefined) controller.abort();
        return could ?? false;
      },
    }),
    async round() {
      const end = ends[rounds.length];
      rounds.push((time.now - start) / second);
      if (end?.wakes) waker.wake();
      time.now += end?.takes ?? 0;
      if (rounds.length >= ends.length && pulls.length === 0) controller.abort();
      return { code: end && 'code' in end ? end.code : 0, next: end?.next };
    },
    every: 15 * minute,
    waker,
    clock: () => time.now,
    async wait(ms) {
      waits.push(ms);
      time.now += ms + jump;
    },
    signal: controller.signal,
  });
  return { rounds, waits };
}

describe('a process that waits', () => {
  test('starts a run at once, at the next moment to the millisecond, and at least every fifteen minutes', async () => {
    const next = start + 7 * minute + 123;
    const { rounds } = await working([{ next }, {}, {}]);
    expect(rounds).toEqual([0, 420.123, 420.123 + 900]);
  });

  test('looks at the clock every half minute, because a timer stops while the machine sleeps', async () => {
    const asleep = await working([{ next: start + 10 * minute }, {}], { jump: 60 * minute });
    expect(asleep.waits).toEqual([30 * second]);
    const awake = await working([{ next: start + 75 * second }, {}]);
    expect(awake.waits).toEqual([30 * second, 30 * second, 15 * second]);
  });

  test('continues what a run left unfinished, after pauses that grow and start again at 30 seconds', async () => {
    const { rounds } = await working([
      { code: 3 },
      { code: 3 },
      { code: undefined },
      { code: 0 },
      { code: 3 },
      {},
    ]);
    const gaps = rounds.slice(1).map((at, index) => at - (rounds[index] ?? 0));
    expect(gaps).toEqual([30, 60, 120, 900, 30]);
  });

  test('does not immediately repeat a run that waits for a person or has errors', async () => {
    expect((await working([{ code: 4 }, { code: 1 }, {}])).rounds).toEqual([0, 900, 1800]);
  });

  test('a moment that has passed while the run worked starts the next one at once', async () => {
    const { rounds } = await working([{ next: start + minute, takes: 5 * minute }, {}]);
    expect(rounds).toEqual([0, 300]);
  });

  test('a change during a run starts another one after it', async () => {
    expect((await working([{ wakes: true }, {}, {}])).rounds).toEqual([0, 0, 900]);
  });

  test('a failed pull begins nothing, and is tried again', async () => {
    const { rounds } = await working([{}, {}], { pulls: [true, false, false, true] });
    expect(rounds).toEqual([0, 900 + 30 + 60]);
  });

  test('the pauses have an end, and are never longer than the time between two runs', () => {
    const pauseAfter = (unfinished: number, every = 60 * minute) =>
      nextStart({ next: undefined }, { now: 0, every, unfinished }) / minute;
    expect([1, 5, 6, 7, 40].map((count) => pauseAfter(count))).toEqual([0.5, 8, 15, 15, 15]);
    expect(pauseAfter(7, 5 * minute)).toBe(5);
  });
});
