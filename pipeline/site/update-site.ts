import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { placeEarly } from './place-early.ts';
import { clearLeftovers, nextFolder } from './publish-site.ts';
import { type SiteResult, sizeOf } from './site-result.ts';
import { publishedFiles } from './site-state.ts';
import { type SiteOptions, startBuild } from './start-build.ts';
import { isIntact, openSiteStore } from './stored-files.ts';

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
        entries: Object.values(issues).flatMap(({ entry }) => entry ?? []),
        kept: build.keys.size,
        ...sizeOf(files),
      };
    }
  }
  clearLeftovers(options.folder);
  const early = placeEarly(build, openSiteStore(join(options.cache, 'pages')));
  try {
    const { rebuildSite } = await import('./rebuild-site.ts');
    return await rebuildSite(build, early);
  } finally {
    // Of a build that did not publish; there is nothing of one that did.
    await early?.done;
    rmSync(nextFolder(options.folder), { recursive: true, force: true });
  }
}
