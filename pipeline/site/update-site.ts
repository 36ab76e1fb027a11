import { join } from 'node:path';
import type { Problem } from '../problems/problem.ts';
import { type SiteSize, sizeOf } from './site-size.ts';
import { publishedFiles } from './site-state.ts';
import { type SiteOptions, startBuild } from './start-build.ts';
import { isIntact } from './stored-files.ts';

/** How a build went. */
export interface SiteResult extends SiteSize {
  readonly problems: readonly Problem[];
  /** False when the site was left as it was, because of an error or of the signal. */
  readonly isPublished: boolean;
  /** The issues and the indexes that were made anew, by their names. */
  readonly rendered: readonly string[];
  readonly indexed: readonly string[];
  /** How many issues were as before. */
  readonly kept: number;
}

/**
 * Brings the site up to date: renders the issues and indexes whose sources have changed since they were rendered
 * last, takes all others from the cache, and swaps the site in whole. With an error anywhere the last good site
 * stays. Where nothing has changed, nothing is loaded that could render.
 */
export async function updateSite(options: SiteOptions): Promise<SiteResult> {
  const build = startBuild(options);
  const { published, problems, issues } = build.state;
  if (published?.signature === build.signature) {
    const files = publishedFiles(build.state);
    if (files.every((file) => isIntact(join(options.folder, file.path), file))) {
      const told = [...problems, ...Object.values(issues).flatMap((record) => record.problems ?? [])];
      return {
        problems: told,
        isPublished: true,
        rendered: [],
        indexed: [],
        kept: build.keys.size,
        ...sizeOf(files),
      };
    }
  }
  const { rebuildSite } = await import('./rebuild-site.ts');
  return rebuildSite(build);
}
