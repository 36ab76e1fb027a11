import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { publishedIssues } from './public-issues.ts';
import { issueKey, type Sources, scanSources } from './scan-sources.ts';
import type { SiteSource } from './site-source.ts';
import { readState, type SiteState } from './site-state.ts';

export interface SiteOptions {
  readonly source: SiteSource;
  /** The folder of the site, as an absolute path. */
  readonly folder: string;
  /** The cache. It can be deleted at any time. */
  readonly cache: string;
  /**
   * The moment that the site is for, in milliseconds since 1970: issues with a later moment are not public.
   */
  readonly asOf: number;
  /** Issues that were public before; by default, those of the site that is in the folder. */
  readonly publicBefore?: readonly string[];
  /** Stops the build, and leaves the site as it was. */
  readonly signal: AbortSignal;
  /** Publishes the other issues when some have errors; see `skip-broken.ts`. Otherwise any error leaves the site as it was. */
  readonly skipBroken?: boolean;
  /** Called after issues were rendered. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** The start of a build. */
export interface SiteBuild {
  readonly options: SiteOptions;
  readonly statePath: string;
  readonly state: SiteState;
  readonly sources: Sources;
  /** By slug, sorted. */
  readonly keys: ReadonlyMap<string, string>;
  /** A hash over all keys: with the same hash, and the same issues public, the site is the same. */
  readonly signature: string;
  /** The issues that were public before. */
  readonly publicBefore: ReadonlySet<string>;
  /** The hashes of files to keep for the next build. */
  readonly known: Pick<SiteState, 'known' | 'knownOfPackage'>;
}

/**
 * Hashes the sources as they are now, and reads the state of the last build. `logo` is the path that
 * newsletter.yaml names; by default, the path of the last build.
 */
export async function startBuild(options: SiteOptions, logo?: string): Promise<SiteBuild> {
  const { source, cache, folder } = options;
  const statePath = join(cache, 'state.json');
  const state = readState(statePath);
  const { files, packageFiles } = source.hashes(state);
  const sources = await scanSources(packageFiles, files, logo ?? state.logo);
  const keys = new Map([...sources.issues].map(([slug, own]) => [slug, issueKey(sources.engine, slug, own)]));
  const signature = createHash('sha256')
    .update(JSON.stringify([sources.engine, ...keys]))
    .digest('hex');
  const { published } = state;
  const here = published?.folder === folder ? published : publishedIssues(folder);
  const publicBefore = new Set(options.publicBefore ?? here?.slugs ?? []);
  const known = { known: files.known(), knownOfPackage: packageFiles === files ? {} : packageFiles.known() };
  return { options, statePath, state, sources, keys, signature, publicBefore, known };
}
