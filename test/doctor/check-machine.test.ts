import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkMachine } from '../../pipeline/doctor/machine/check-machine.ts';
import { createProblem, ProblemError } from '../../pipeline/foundation/problems/problem.ts';

type Machine = Parameters<typeof checkMachine>[0];

async function check(changes: Partial<Machine> = {}) {
  const root = await mkdtemp(join(tmpdir(), 'courant-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await mkdir(join(root, '.courant'), { mode: 0o700 });
  await writeFile(join(root, '.env'), 'SMTP_URL=\n', { mode: 0o600 });
  await writeFile(join(root, '.env.example'), 'SMTP_URL=\n', { mode: 0o644 });
  const write = (name: string, mode: number) => writeFile(join(root, name), '', { mode });
  const run = async (more: Partial<Machine> = {}) => {
    const results = await checkMachine({
      root,
      stateFolder: join(root, '.courant'),
      nodeVersion: '26.10.0',
      readStore: undefined,
      readSecrets: () => undefined,
      freeSpace: async () => 2 ** 40,
      ...changes,
      ...more,
    });
    return results.flatMap(({ findings }) =>
      findings.map(({ problem }) => `${problem.severity} ${problem.code}`),
    );
  };
  return { run, write };
}

test('a machine in order has no findings', async () => {
  expect(await (await check()).run()).toEqual([]);
});

test.skipIf(process.platform === 'win32')('a key that others can read is found', async () => {
  const { run, write } = await check();
  await write('dkim.pem', 0o644);
  expect(await run()).toEqual(['warning secret-readable']);
});

test('the disk, the version of Node, the secrets and the database are judged', async () => {
  const { run } = await check();
  const refuse = () => {
    throw new ProblemError([createProblem('secret-missing', {})]);
  };
  expect(await run({ freeSpace: async () => 500 * 2 ** 20 })).toEqual(['warning disk-space']);
  expect(await run({ freeSpace: async () => 50 * 2 ** 20 })).toEqual(['error disk-space']);
  expect(await run({ nodeVersion: '22.1.0' })).toEqual(['error runtime-old']);
  expect(await run({ readSecrets: refuse })).toEqual(['error secret-missing']);
  expect(await run({ readStore: async () => refuse() })).toEqual(['error secret-missing']);
});
