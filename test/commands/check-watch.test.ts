import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { check } from '../../pipeline/commands/check.ts';
import { openCommand } from './open-command.ts';

const en = 'content/spring/en.yaml';

test('check --watch checks again after every change, and ends with the last result', async () => {
  const { context, root, write } = await openCommand();
  const said: string[] = [];
  const terminal = { ...context.terminal, print: (text: string) => said.push(text) };
  const { signal, abort } = abortable();
  const ended = check({ ...context, terminal, signal }, ['spring'], { watch: true, fix: true });
  await expect.poll(() => said, { timeout: 25_000 }).toHaveLength(1);
  expect(said[0]).toMatch(/^1 issue, 2 editions: (?!.*error)/);

  const text = await readFile(join(root, en), 'utf8');
  await write(en, text.replace('headline:', 'headlin:'));
  await expect.poll(() => said.at(-1), { timeout: 25_000 }).toMatch(/[1-9] error/);
  await write(en, text.replace('have come', 'have  come'));
  await expect.poll(() => said.at(-1), { timeout: 25_000 }).toMatch(/^1 issue, 2 editions: (?!.*error)/);
  expect(await readFile(join(root, en), 'utf8')).toBe(text);
  abort();
  expect(await ended).toBe(0);
});

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
