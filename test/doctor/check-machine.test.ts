import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
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
  const make = {
    folder: (name: string) => mkdir(join(root, name), { mode: 0o755 }),
    link: (name: string, to: string) => symlink(to, join(root, name)),
  };
  const results = (more: Partial<Machine> = {}) =>
    checkMachine({
      root,
      stateFolder: join(root, '.courant'),
      nodeVersion: '26.10.0',
      readStore: undefined,
      readSecrets: () => undefined,
      freeSpace: async () => 2 ** 40,
      ...changes,
      ...more,
    });
  const run = async (more: Partial<Machine> = {}) => {
    const all = await results(more);
    return all.flatMap(({ findings }) =>
      findings.map(({ problem }) => `${problem.severity} ${problem.code}`),
    );
  };
  return { run, results, write, make };
}

test('a machine in order has no findings', async () => {
  expect(await (await check()).run()).toEqual([]);
});

test.skipIf(process.platform === 'win32')('a key that others can read is found', async () => {
  const { run, write } = await check();
  await write('dkim.pem', 0o644);
  expect(await run()).toEqual(['warning secret-readable']);
});

test.skipIf(process.platform === 'win32')(
  'a link that leads nowhere and a folder are no secrets',
  async () => {
    const { run, make } = await check();
    await make.link('.env.local', 'nowhere');
    await make.folder('.env.d');
    expect(await run()).toEqual([]);
  },
);

test('a system that does not answer leaves a check open', async () => {
  const { results } = await check();
  const freeSpace = async () => {
    throw new Error('EIO: i/o error, statfs');
  };
  const open = (await results({ freeSpace, root: '/nowhere' })).filter(({ isAnswered }) => !isAnswered);
  const names = process.platform === 'win32' ? ['disk'] : ['disk', 'rights'];
  expect(open.map((each) => each.check)).toEqual(names);
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
