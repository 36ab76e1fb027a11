import { expect, test } from 'vitest';
import { createSource } from '../../../pipeline/foundation/problems/place.ts';
import { Report } from '../../../pipeline/foundation/problems/report.ts';
import { parseYaml } from '../../../pipeline/foundation/sources/parse-yaml.ts';

/** How long it takes to read a file of one pattern, in ms: the best of three, which a busy machine disturbs least. */
function timeOf(pattern: string, size: number): number {
  const times = [0, 1, 2].map(() => {
    const report = new Report();
    const began = performance.now();
    parseYaml(createSource('en.yaml', pattern.repeat(Math.ceil(size / pattern.length))), report);
    return performance.now() - began;
  });
  return Math.min(...times);
}

test.each(['"\n', 'a: "\n', '- "a\n', '[a]: ', '- a: &x\n', '*x ', '{', '? ', '\ta\n', 'a\u00a0', 'a: b\n'])(
  'a file of %j takes four times as long when it is four times as large, not sixteen times',
  (pattern) => {
    const [small, large] = [timeOf(pattern, 4_000), timeOf(pattern, 16_000)];
    // The fixed part of the smaller one can be nearly nothing; a few seconds are too long in any case.
    expect(large).toBeLessThan(Math.max(1_500, 12 * small));
    expect(large).toBeLessThan(4_000);
  },
);
