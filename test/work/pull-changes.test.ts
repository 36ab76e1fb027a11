import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { pullChanges } from '../../pipeline/work/pull-changes.ts';

const author = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.org', '-c', 'init.defaultBranch=main'];
const git = (folder: string, ...args: string[]) =>
  execFileSync('git', [...author, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
    encoding: 'utf8',
  });

test('pulls what can be fast-forwarded, and otherwise says why not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'courant-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const commit = async (repository: string, text: string) => {
    await writeFile(join(folder, repository, 'newsletter.yaml'), text);
    git(join(folder, repository), 'add', '.');
    git(join(folder, repository), 'commit', '--quiet', '--message', text);
  };
  const pull = (repository: string) =>
    pullChanges(join(folder, repository), process.env, new AbortController().signal);
  git(folder, 'init', '--quiet', 'desk');
  await commit('desk', 'one');
  git(folder, 'clone', '--quiet', 'desk', 'server');

  await commit('desk', 'two');
  expect(await pull('server')).toBeUndefined();
  expect(await readFile(join(folder, 'server/newsletter.yaml'), 'utf8')).toBe('two');

  await commit('desk', 'three');
  await commit('server', 'four');
  expect(await pull('server')).toMatch(/fast-forward/);
  expect(await readFile(join(folder, 'server/newsletter.yaml'), 'utf8')).toBe('four');
  expect(await pull('.')).toMatch(/not a git repository/);
});
