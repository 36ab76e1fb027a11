import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openCommand } from '../commands/open-command.ts';
import { readPage } from './command-lines.ts';
import { publish } from './library-example.ts';

const page = readPage('docs/contributor/library.md');

test('the program of docs/contributor/library.md is one that the compiler checks, and runs', async () => {
  const [, shown] = /^```ts\n(import \{ join[\s\S]*?)^```$/m.exec(page) ?? [];
  const file = readFileSync(join(import.meta.dirname, 'library-example.ts'), 'utf8');
  expect(shown).toBe(file.replace('../../pipeline/index.ts', 'courant'));

  const { root } = await openCommand();
  const now = new Date('2026-11-19T06:00Z');
  const { pages, messages } = await publish(root, now);
  expect(pages).toBeGreaterThan(10);
  expect(messages).toBe(4);
  expect(readdirSync(join(root, 'outbox'))).toHaveLength(4);
  expect(await publish(root, now)).toMatchObject({ messages: 0 });
});

test('the page explains every function of the package', async () => {
  const exported = Object.keys(await import('../../pipeline/index.ts'));
  expect(
    exported.filter((name) => !page.includes(`| \`${name}\``) && !page.includes(`, \`${name}\``)),
  ).toEqual([]);
});
