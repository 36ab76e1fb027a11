import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { copyPublication, courant, readText } from './run-courant.ts';

test('an issue that was sent and renamed is sent to nobody again, and status finds it', async () => {
  const root = await copyPublication();
  const sent = await courant(root, ['send', '2026-05-07-bridges']);
  expect(sent).toMatchObject({ code: 0, stdout: expect.stringMatching(/[1-9]\d* messages delivered/) });
  await rename(join(root, 'content/2026-05-07-bridges'), join(root, 'content/bridges'));
  const source = await readText(root, 'content/bridges/en.yaml');
  await writeFile(join(root, 'content/bridges/en.yaml'), `aliases: [2026-05-07-bridges]\n${source}`);

  const again = await courant(root, ['send', 'bridges', '--json']);
  expect(JSON.parse(again.stdout)).toMatchObject({
    plan: { issue: '2026-05-07-bridges', total: 0 },
    delivery: { end: 'finished', accepted: 0 },
  });
  const [status, ...others] = JSON.parse(
    (await courant(root, ['status', 'bridges', '--json'])).stdout,
  ).dispatches;
  expect(status).toMatchObject({ issue: '2026-05-07-bridges', transport: 'outbox' });
  expect(others).toEqual([]);
});
