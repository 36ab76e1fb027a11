import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundlePage } from '../../packages/bundle-page.ts';
import { packageRoot } from '../../pipeline/foundation/program/context.ts';
import { openPageBundle } from '../../pipeline/studio/server/page-bundle.ts';
import type { PageFiles } from '../../pipeline/studio/server/page-files.ts';

let opening: Promise<PageFiles> | undefined;

/** The page of the studio as the published package has it: a browser loads it much faster than its modules. */
export function bundledPage(): Promise<PageFiles> {
  opening ??= open();
  return opening;
}

/** All processes of a run share the bundle of the same sources. */
async function open(): Promise<PageFiles> {
  const folder = join(tmpdir(), `courant-page-${hashOfSources()}`);
  const known = openPageBundle(folder);
  if (known) return known;
  const own = await mkdtemp(`${folder}-`);
  await bundlePage(own);
  // Another process may have been faster.
  await rename(own, folder).catch(() => rm(own, { recursive: true }));
  const page = openPageBundle(folder);
  if (page === undefined) throw new Error('The page was not bundled.');
  return page;
}

function hashOfSources(): string {
  const hash = createHash('sha256').update(readFileSync(join(packageRoot, 'package-lock.json')));
  const sources = [
    'packages/bundle-page.ts',
    'pipeline/studio/{emulate,server/page-files}.ts',
    'pipeline/studio/browser/**/*.{ts,css}',
  ];
  const files = globSync(sources, { cwd: packageRoot }).sort();
  for (const file of files) hash.update(file).update(readFileSync(join(packageRoot, file)));
  return hash.digest('hex');
}
