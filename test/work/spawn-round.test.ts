import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createRepeatFilter } from '../../pipeline/work/repeat-filter.ts';
import { spawnRound } from '../../pipeline/work/spawn-round.ts';

test('a round that says the same as the one before is silent, in its warnings too', async () => {
  const root = await mkdtemp(join(tmpdir(), 'courant-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const program = join(root, 'program.cjs');
  await writeFile(
    program,
    `console.log(process.argv[2] + ' in ' + process.argv[4]);
    console.error('a warning');
    process.send({ next: { at: 5, timeZone: 'UTC' } }, () => process.exit(3));`,
  );
  const printed: string[] = [];
  const filter = () => createRepeatFilter((line) => printed.push(line));
  const lines = { stdout: filter(), stderr: filter() };
  const { signal } = new AbortController();
  const round = () =>
    spawnRound({ root, environment: process.env, program, signal, lines, onNews: () => {} });
  expect(await round()).toEqual({ code: 3, next: 5 });
  expect(printed.sort()).toEqual(['a warning', `run in ${root}`]);
  await round();
  expect(printed).toHaveLength(2);
});
