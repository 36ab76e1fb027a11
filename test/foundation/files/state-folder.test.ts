import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readLocalSecret } from '../../../pipeline/foundation/files/local-secret.ts';
import { makeStateFolder, protectStateFolder } from '../../../pipeline/foundation/files/state-folder.ts';

async function createFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'courant-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

describe.runIf(process.platform !== 'win32')('the folder that a publication keeps to itself', () => {
  test('is made for its owner alone, and git ignores it', async () => {
    const folder = join(await createFolder(), '.courant');
    makeStateFolder(folder);
    expect(await modeOf(folder)).toBe('700');
    expect(await readFile(join(folder, '.gitignore'), 'utf8')).toBe('*\n');
  });

  test('is closed once when an older version left it open, with all that is in it', async () => {
    const folder = join(await createFolder(), '.courant');
    await mkdir(join(folder, 'outbox'), { recursive: true, mode: 0o755 });
    const message = join(folder, 'outbox', 'reader.eml');
    await writeFile(message, 'To: reader@example.org');
    await chmod(folder, 0o755);
    await chmod(message, 0o644);
    expect(protectStateFolder(folder)).toBe(3);
    expect([await modeOf(folder), await modeOf(message)]).toEqual(['700', '600']);
    expect(protectStateFolder(folder)).toBe(0);
  });

  test('does not touch the target of a link or a missing folder', async () => {
    const [folder, elsewhere] = [await createFolder(), join(await createFolder(), 'shared')];
    await writeFile(elsewhere, '');
    await chmod(elsewhere, 0o644);
    await symlink(elsewhere, join(folder, 'link'));
    await chmod(folder, 0o755);
    expect(protectStateFolder(folder)).toBe(1);
    expect(await modeOf(elsewhere)).toBe('644');
    expect(protectStateFolder(join(folder, 'none'))).toBe(0);
  });
});

test('a secret of this machine is made once, even if several processes ask at the same time', async () => {
  const folder = join(await createFolder(), '.courant');
  const all = await Promise.all([1, 2, 3].map(() => readLocalSecret(folder, 'secret')));
  expect(new Set(all).size).toBe(1);
  expect(all[0]).toMatch(/^[0-9a-f]{64}$/);
  if (process.platform !== 'win32') expect(await modeOf(join(folder, 'secret'))).toBe('600');
});
