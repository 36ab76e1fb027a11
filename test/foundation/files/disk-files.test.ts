import { execFileSync } from 'node:child_process';
import { truncateSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diskFiles } from '../../../pipeline/foundation/files/disk-files.ts';
import { checkPublication } from '../../problems/check-publication.ts';
import { tinyFiles } from '../../problems/tiny-publication.ts';

let root: string;
let elsewhere: string;

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'courant-files-'));
  root = join(folder, 'publication');
  elsewhere = join(folder, 'elsewhere');
  await mkdir(elsewhere);
  for (const [path, content] of Object.entries(tinyFiles)) await put(path, content);
});

afterEach(() => rm(dirname(root), { recursive: true, force: true }));

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}

async function problemsOf(): Promise<string[]> {
  const { problems } = await checkPublication(diskFiles(root));
  return problems.map(({ code, file, line, column }) =>
    line === undefined ? `${code} ${file}` : `${code} ${file}:${line}:${column}`,
  );
}

describe('a publication on disk', () => {
  test('has no problem if the one in memory has none', async () => {
    expect(await problemsOf()).toEqual([]);
  });

  test('does not keep others from running while many files are read', async () => {
    const files = diskFiles(root);
    for (const use of [
      () => files.read('newsletter.yaml'),
      () => files.stat('newsletter.yaml'),
      () => files.list(''),
    ]) {
      let hasRun = false;
      setImmediate(() => {
        hasRun = true;
      });
      for (let count = 0; !hasRun && count < 100_000; count++) await use();
      expect(hasRun).toBe(true);
    }
  });

  test('is read with the text of a file that another program has emptied and writes now', async () => {
    const files = diskFiles(root);
    await put('content/spring/en.yaml', '');
    const reading = files.read('content/spring/en.yaml');
    await put('content/spring/en.yaml', 'kind: article\n');
    expect(String(await reading)).toBe('kind: article\n');
    await put('content/spring/en.yaml', '');
    expect(await files.read('content/spring/en.yaml')).toHaveLength(0);
  });

  test('is read even while another program empties a file again and again', async () => {
    await put('content/spring/en.yaml', '');
    const emptying = setInterval(() => truncateSync(join(root, 'content/spring/en.yaml')), 1);
    const read = await diskFiles(root)
      .read('content/spring/en.yaml')
      .finally(() => clearInterval(emptying));
    expect(read).toHaveLength(0);
  });

  test('may use a picture through a link within the folder', async () => {
    await rm(join(root, 'content/spring/boat.png'));
    await put('content/spring/drawn.png', tinyFiles['content/april/ferry.png'] ?? '');
    await symlink('drawn.png', join(root, 'content/spring/boat.png'));
    // The file behind the link goes by its own name, and nobody uses that.
    expect(await problemsOf()).toEqual(['asset-unused content/spring/drawn.png']);
  });

  test.each([
    ['out of the publication', () => join(elsewhere, 'boat.png')],
    ['into another issue', () => '../april/ferry.png'],
  ])('may not use a picture through a link %s', async (_, target) => {
    await writeFile(join(elsewhere, 'boat.png'), tinyFiles['content/april/ferry.png'] ?? '');
    await rm(join(root, 'content/spring/boat.png'));
    await symlink(target(), join(root, 'content/spring/boat.png'));
    expect(await problemsOf()).toEqual(['asset-outside content/spring/en.yaml:14:12']);
  });

  test('may not use a picture in a folder that is a link out of it', async () => {
    await put(
      'content/spring/en.yaml',
      String(tinyFiles['content/spring/en.yaml']).replace('boat.png', 'pictures/boat.png'),
    );
    await writeFile(join(elsewhere, 'boat.png'), tinyFiles['content/april/ferry.png'] ?? '');
    await rm(join(root, 'content/spring/boat.png'));
    await symlink(elsewhere, join(root, 'content/spring/pictures'));
    expect(await problemsOf()).toEqual(['asset-outside content/spring/en.yaml:14:12']);
  });

  test('treats a broken link as a missing picture', async () => {
    await rm(join(root, 'content/spring/boat.png'));
    await symlink('gone.png', join(root, 'content/spring/boat.png'));
    expect(await problemsOf()).toEqual(['asset-missing content/spring/en.yaml:14:12']);
  });

  test.each(['content/spring/en.yaml', 'content/spring/nl.yaml', 'newsletter.yaml'])(
    'does not read %s through a link that leads out of it',
    async (path) => {
      await writeFile(join(elsewhere, 'secret.yaml'), 'headline: Secret');
      await rm(join(root, path));
      await symlink(join(elsewhere, 'secret.yaml'), join(root, path));
      expect(await problemsOf()).toEqual([`file-unreadable ${path}`]);
    },
  );

  test('does not wait for a named pipe in the place of an article', async () => {
    await rm(join(root, 'content/spring/en.yaml'));
    execFileSync('mkfifo', [join(root, 'content/spring/en.yaml')]);
    expect(await problemsOf()).toEqual(['file-unreadable content/spring/en.yaml']);
  });

  test('has a folder in the place of an article', async () => {
    await rm(join(root, 'content/spring/en.yaml'));
    await mkdir(join(root, 'content/spring/en.yaml'));
    expect(await problemsOf()).toEqual(['file-unreadable content/spring/en.yaml']);
  });

  test.skipIf(process.getuid?.() === 0)('has an article that this user may not read', async () => {
    await chmod(join(root, 'content/spring/nl.yaml'), 0);
    expect(await problemsOf()).toEqual(['file-unreadable content/spring/nl.yaml']);
  });

  test('may be reached through a link', async () => {
    await symlink(root, join(elsewhere, 'publication'));
    const { problems } = await checkPublication(diskFiles(join(elsewhere, 'publication')));
    expect(problems).toEqual([]);
  });

  test('and that link may be led elsewhere while it is read', async () => {
    const link = join(elsewhere, 'current');
    await symlink(root, link);
    const files = diskFiles(link);
    expect(await files.stat('newsletter.yaml')).toMatchObject({ realPath: 'newsletter.yaml' });
    await mkdir(join(elsewhere, 'next'));
    await writeFile(join(elsewhere, 'next/newsletter.yaml'), 'name: Next');
    await rm(link);
    await symlink(join(elsewhere, 'next'), link);
    expect(await files.stat('newsletter.yaml')).toMatchObject({ realPath: 'newsletter.yaml' });
  });
});

test('an issue whose folder is a link out of the publication is not read', async () => {
  await mkdir(join(elsewhere, 'summer'));
  await writeFile(join(elsewhere, 'summer/en.yaml'), 'headline: Summer');
  await symlink(join(elsewhere, 'summer'), join(root, 'content/summer'));
  expect(await problemsOf()).toEqual([
    'file-unreadable content/summer/en.yaml',
    'translation-missing content/summer/nl.yaml',
  ]);
});

test('a missing file, a file in place of a folder, and a circular link count as missing, not as errors', async () => {
  const files = diskFiles(root);
  await symlink('b', join(root, 'a'));
  await symlink('a', join(root, 'b'));
  for (const path of ['gone.txt', 'newsletter.yaml/within', 'a']) {
    expect(await files.read(path)).toBeUndefined();
    expect(await files.stat(path)).toBeUndefined();
  }
  expect(await files.list('gone')).toEqual([]);
});
