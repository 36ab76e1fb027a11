import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { check } from '../../pipeline/commands/check.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';
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

test('check --watch follows the logo into any folder, also one that is not there yet', async () => {
  const { context, write } = await openCommand();
  const said: string[] = [];
  const terminal = { ...context.terminal, print: (text: string) => said.push(text) };
  const { signal, abort } = abortable();
  const newsletter = `${tinyFiles['newsletter.yaml']}`;
  await write('newsletter.yaml', `${newsletter}theme: { logo: assets/logo.svg }\n`);
  const ended = check({ ...context, terminal, signal }, ['spring'], { watch: true });
  await expect.poll(() => said.at(-1), { timeout: 25_000 }).toMatch(/1 error/);
  await write('assets/logo.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="80"/>');
  await expect.poll(() => said.at(-1), { timeout: 25_000 }).toMatch(/^1 issue, 2 editions: (?!.*error)/);
  await write('assets/logo.svg', 'no drawing');
  await expect.poll(() => said.at(-1), { timeout: 25_000 }).toMatch(/1 error/);
  abort();
  expect(await ended).toBe(1);
});

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}
