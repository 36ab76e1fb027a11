import { expect, test } from 'vitest';
import { chooseRehearsal } from '../../pipeline/schedule/choose-rehearsal.ts';

const issue = (slug: string, change: object = {}) => ({
  slug,
  date: slug.slice(0, 10),
  isReady: true,
  isWithdrawn: false,
  hold: false,
  moment: undefined as number | undefined,
  isBySchedule: false,
  expires: undefined,
  ...change,
});
const now = 1000;

test('a rehearsal shows the next issue to be sent, at its moment', () => {
  const issues = [
    issue('2026-01-01-gone', { moment: 900 }),
    issue('2026-03-01-later', { moment: 3000 }),
    issue('2026-02-01-next', { moment: 2000 }),
    issue('2026-12-01-by-name'),
  ];
  expect(chooseRehearsal(issues, now)).toMatchObject({ issue: { slug: '2026-02-01-next' }, at: 2000 });
});

test('without one it shows the latest that is ready, now', () => {
  const issues = [issue('2026-01-01-old', { moment: 900 }), issue('2026-02-01-new', { moment: 950 })];
  expect(chooseRehearsal(issues, now)).toMatchObject({ issue: { slug: '2026-02-01-new' }, at: now });
});

test.each([{ isReady: false }, { isWithdrawn: true }, { hold: true }])(
  'it leaves out what is %j',
  (change) => {
    expect(chooseRehearsal([issue('2026-02-01-next', { moment: 2000, ...change })], now)).toBeUndefined();
  },
);
