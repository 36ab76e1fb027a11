import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { loadPages } from '../../pipeline/commands/load-pages.ts';
import { reloadPages } from '../../pipeline/commands/reload-pages.ts';
import { tinyFiles } from '../problems/tiny-publication.ts';
import { openCommand } from './open-command.ts';

test('a folder of pictures that moves away with the logo in it is noticed, and one that comes back too', async () => {
  const { root, context, newsletter, write } = await openCommand();
  await write('content/art/logo.png', tinyFiles['content/spring/boat.png'] ?? '');
  await newsletter('theme: { logo: content/art/logo.png }');
  const codes: string[] = [];
  const reporter = {
    ...context.reporter,
    problems: (problems: readonly { readonly code: string }[]) =>
      void codes.push(...problems.map(({ code }) => code)),
  };
  const inside = { ...context, reporter };
  const pages = await loadPages(inside, { url: 'http://127.0.0.1:8080' });
  if (pages === undefined) throw new Error('The pages cannot be loaded.');
  expect(pages.logo).toBeDefined();
  const replace = vi.fn(async () => {});
  const reloading = reloadPages(inside, { pages, replace });
  onTestFinished(() => reloading.close());
  await rename(join(root, 'content/art'), join(root, 'content/drawings'));
  await vi.waitFor(() => expect(codes).toContain('asset-missing'), { timeout: 20_000 });
  expect(replace).not.toHaveBeenCalled();
  await rename(join(root, 'content/drawings'), join(root, 'content/art'));
  await vi.waitFor(() => expect(replace).toHaveBeenCalledOnce(), { timeout: 20_000 });
});
