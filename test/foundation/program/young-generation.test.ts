import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, expect, test, vi } from 'vitest';
import { limitYoungGeneration } from '../../../pipeline/foundation/program/young-generation.ts';

const megabyte = 2 ** 20;

afterEach(() => {
  vi.useRealTimers();
});

test('the young generation may grow up to half of its usual limit', () => {
  vi.useFakeTimers();
  let now = 12 * megabyte;
  const stop = vi.fn();
  limitYoungGeneration({ size: () => now, stop });
  vi.advanceTimersByTime(10_000);
  expect(stop).not.toHaveBeenCalled();
  now *= 2;
  vi.advanceTimersByTime(10_000);
  expect(stop).toHaveBeenCalledOnce();
});

test('a run that has ended no longer watches it', () => {
  vi.useFakeTimers();
  const stop = vi.fn();
  limitYoungGeneration({ size: () => 24 * megabyte, stop })();
  vi.advanceTimersByTime(10_000);
  expect(stop).not.toHaveBeenCalled();
});

test('V8 heeds the limit while a process runs', async () => {
  const [free, limited] = await Promise.all([sizeAfter(''), sizeAfter('stopGrowth();')]);
  expect(limited).toBeLessThan(8 * megabyte);
  expect(free).toBeGreaterThan(8 * megabyte);
});

/** The young generation of a process with many objects that survive, in bytes. It runs `code` at 3 MB. */
async function sizeAfter(code: string): Promise<number> {
  const module = new URL('../../../pipeline/foundation/program/young-generation.ts', import.meta.url);
  const script = `
    import { stopGrowth, youngGeneration } from ${JSON.stringify(module.href)};
    const kept = [];
    let count = 0;
    const allocate = () => {
      for (let each = 0; each < 1000; each++) kept[count++ % 1_000_000] = { count };
    };
    while (youngGeneration() < ${3 * megabyte}) allocate();
    ${code}
    for (let round = 0; round < 10_000; round++) allocate();
    console.log(youngGeneration());
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  return Number(stdout);
}
