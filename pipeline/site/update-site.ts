import { join } from 'node:path';
import type { Problem } from '../problems/problem.ts';
import type { Published } from './site-state.ts';
import { type SiteOptions, startBuild } from './start-build.ts';
import { isIntact } from './stored-files.ts';

/** How a build went. */
export interface SiteResult {
  readonly problems: readonly Problem[];
  /** False when the site was left as it was, because of an error or of the signal. */
  readonly isPublished: boolean;
  /** The issues and the indexes that were made anew, by their names. */
  readonly rendered: readonly string[];
  readonly indexed: readonly string[];
  /** How many issues were as before. */
  readonly kept: number;
  readonly pages: number;
  readonly files: number;
  readonly bytes: number;
}

/**
 * Brings the site up to date: renders the issues and indexes whose sources have changed since they were rendered
 * last, takes all others from the cache, and swaps the site in whole. With an error anywhere the last good site
 * stays. Where nothing has changed, nothing is loaded that could render.
 */
export async function updateSite(options: SiteOptions): Promise<SiteResult> {
  const build = startBuild(options);
  const { published, problems, issues } = build.state;
  if (published?.signature === build.signature && isAsPublished(options.folder, published)) {
    return {
      problems: [...problems, ...Object.values(issues).flatMap((record) => record.problems ?? [])],
      isPublished: true,
      rendered: [],
      indexed: [],
      kept: build.keys.size,
      pages: published.pages,
      files: published.files.length,
      bytes: published.bytes,
    };
  }
  const { rebuildSite } = await import('./rebuild-site.ts');
  return rebuildSite(build);
}

/** Whether every file that was published is there as it was. */
function isAsPublished(folder: string, { files }: Published): boolean {
  return files.every(([path, size, modified]) => isIntact(join(folder, path), { size, modified }));
}
