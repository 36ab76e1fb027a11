import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { listFiles } from '../../pipeline/site/list-files.ts';
import type { SiteResult } from '../../pipeline/site/site-result.ts';
import { diskSource } from '../../pipeline/site/site-source.ts';
import { updateSite } from '../../pipeline/site/update-site.ts';
import { oddPublication } from '../archive/odd-publication.ts';

const packageRoot = join(import.meta.dirname, '../..');

/** A publication on disk, and what can be done with it. */
export interface SiteFolder {
  readonly root: string;
  readonly site: string;
  write(path: string, content: string | Uint8Array): void;
  remove(path: string): void;
  /** Builds the site for a moment; one that is after all moments of the tests when it is left out. */
  build(asOf?: string): Promise<SiteResult>;
  /** Every published file by its path. */
  published(): Map<string, Buffer>;
}

export function createSiteFolder(
  files: Readonly<Record<string, string | Uint8Array>> = oddPublication,
): SiteFolder {
  const root = mkdtempSync(join(tmpdir(), 'courant-site-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const site = join(root, 'dist');
  const write = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  for (const [path, content] of Object.entries(files)) write(path, content);
  return {
    root,
    site,
    write,
    remove: (path) => rmSync(join(root, path), { recursive: true }),
    build: (asOf) => updateSite({ ...optionsFor(root, site), ...(asOf && { asOf: Date.parse(asOf) }) }),
    published: () =>
      new Map(
        listFiles(site)
          .sort()
          .map((path) => [path, readFileSync(join(site, path))]),
      ),
  };
}

export function optionsFor(root: string, folder: string, cache = join(root, '.courant/cache/site')) {
  const source = diskSource(root, packageRoot);
  const asOf = Date.parse('2030-01-01T00:00:00Z');
  return { source, asOf, folder, cache, signal: new AbortController().signal, issuesPerWorker: 30 };
}

/** So many issues: thirty are enough to be given to workers. */
export function manyIssues(count = 30): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, number) => [
      `content/many-${number}/en.yaml`,
      article(`Number ${number}`),
    ]),
  );
}

export function article(headline: string): string {
  return `kind: article\ndate: 2026-02-03\nstatus: ready\nheadline: ${headline}\nbody:\n  - paragraph: Its text.\n`;
}
