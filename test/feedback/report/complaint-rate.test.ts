import { expect, test } from 'vitest';
import { describeRate } from '../../../pipeline/commands/describe-feedback.ts';
import { complaintRate } from '../../../pipeline/feedback/report/complaint-rate.ts';

const yahoo = (complained: number, delivered = 1000) => ({ domain: 'yahoo.example', delivered, complained });
const gmail = { domain: 'gmail.com', delivered: 500, complained: 0 };

test.each([
  ['nobody has ever reported', [yahoo(0)], [], 'unknown for 1,000 messages to domains that report none'],
  ['nobody complained this time', [yahoo(0)], ['yahoo.example'], '0.00% (0 of 1,000)'],
  ['few complained', [yahoo(9, 10_000)], ['yahoo.example'], '0.09% (9 of 10,000)'],
  ['as many as large receivers bear', [yahoo(1)], ['yahoo.example'], '0.10% (1 of 1,000, above 0.1%)'],
  ['too many', [yahoo(3)], ['yahoo.example'], '0.30% (3 of 1,000, above 0.3%)'],
  ['Gmail reports nothing', [gmail], ['gmail.com'], 'unknown for 500 messages to domains that report none'],
  [
    'some report and some do not',
    [yahoo(2), gmail],
    ['yahoo.example'],
    '0.20% (2 of 1,000, above 0.1%); unknown for 500 messages to domains that report none',
  ],
  ['nothing was delivered', [], [], 'unknown'],
] as const)('%s', (_name, domains, reporting, text) => {
  expect(describeRate(complaintRate(domains, new Set<string>(reporting)))).toBe(text);
});
