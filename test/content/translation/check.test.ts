import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyPublication, courantHere, readText } from '../../commands/run-courant.ts';

const slug = '2026-05-07-bridges';

async function edit(root: string, path: string, before: string, after: string): Promise<void> {
  const text = await readText(root, path);
  expect(text).toContain(before);
  await writeFile(join(root, path), text.replace(before, after));
}

test('check stops a ready edition whose source has changed, until the translation is accepted', async () => {
  const root = await copyPublication();
  await edit(root, `content/${slug}/en.yaml`, 'opened 41 times', 'swung open 41 times');
  const failed = await courantHere(root, ['check', slug, '--json']);
  const { problems } = JSON.parse(failed.stdout);
  expect(problems).toMatchObject([
    { code: 'translation-stale', severity: 'error', file: `content/${slug}/nl.yaml`, line: 37, column: 5 },
  ]);
  expect(problems[0].message).toContain('[-opened-]{+swung+}');
  const status = await courantHere(root, ['translate', 'status', slug]);
  expect(status.stdout).toContain('1 stale');

  const accepted = await courantHere(root, ['translate', 'accept', slug, '--locale', 'nl']);
  expect(accepted.stdout).toContain('25 parts');
  expect(await courantHere(root, ['check', slug])).toMatchObject({ code: 0, stderr: '' });
});

test('a stale draft is a warning', async () => {
  const root = await copyPublication();
  await edit(root, `content/${slug}/en.yaml`, 'opened 41 times', 'swung open 41 times');
  await edit(root, `content/${slug}/nl.yaml`, 'status: ready', 'status: draft');
  const { stdout } = await courantHere(root, ['check', slug, '--json']);
  const found = JSON.parse(stdout).problems.find(
    ({ code }: { code: string }) => code === 'translation-stale',
  );
  expect(found).toMatchObject({ severity: 'warning' });
});

test('wrong use is refused', async () => {
  const root = await copyPublication();
  expect(await courantHere(root, ['translate', 'accept'])).toMatchObject({ code: 2 });
  expect(await courantHere(root, ['translate', 'status', '--locale', 'xx'])).toMatchObject({ code: 1 });
});
