import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyPublication, courant, readText } from './run-courant.ts';

test('a new issue gets the next number where issues have numbers, whatever their order', async () => {
  const root = await copyPublication();
  for (const [slug, number] of [
    ['2026-05-07-bridges', 12],
    ['2023-07-06-coalition', 7],
  ] as const) {
    const path = join(root, 'content', slug, 'en.yaml');
    const text = (await readText(root, `content/${slug}/en.yaml`)).replace(/^number:.*\n/m, '');
    await writeFile(path, text.replace(/^status: ready$/m, `status: ready\nnumber: ${number}`));
  }
  const november = 'content/2026-11-19-november/en.yaml';
  await writeFile(join(root, november), (await readText(root, november)).replace(/^number:.*\n/m, ''));
  const { code } = await courant(root, ['new', 'Ice on the harbour', '--date', '2026-12-10']);
  expect(code).toBe(0);
  const draft = await readText(root, 'content/2026-12-10-ice-on-the-harbour/en.yaml');
  expect(draft).toContain('\nnumber: 13\nheadline: Ice on the harbour\n');
  expect(await readText(root, 'content/2026-12-10-ice-on-the-harbour/nl.yaml')).not.toContain('number');
});
