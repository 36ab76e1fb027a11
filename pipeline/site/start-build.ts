import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { publishedIssues } from './public-issues.ts';
import type { Sources } from './scan-sources.ts';
import type { SiteSource } from './site-source.ts';
import { readState, type SiteState } from './site-state.ts';
import { readSourceKeys } from './source-keys.ts';

export interface SiteOptions {
  readonly source: SiteSource;
  /** The folder of the site, as an absolute path. */
  readonly folder: string;
  /** The folder of the cache, which can be deleted at any time. */
  readonly cache: string;
  /** The moment to build for, in milliseconds since 1970. Issues with a later moment are not public. */
  readonly asOf: number;
  /** The issues that were public before. By default, these are the issues in the existing folder. */
  readonly publicBefore?: readonly string[];
  /** Abort it to stop the build and leave the site as it was. */
  readonly signal: AbortSignal;
  /**
   * Whether to publish the other issues if some have errors; see `skip-broken.ts`. Without it, any error
   * leaves the site as it was.
   */
  readonly skipBroken?: boolean;
  /** Called whenever issues have been rendered. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** A build after its sources have been hashed. */
export interface SiteBuild {
  readonly options: SiteOptions;
  readonly statePath: string;
  readonly state: SiteState;
  readonly sources: Sources;
  /** The keys of all issues, by slug, sorted. */
  readonly keys: ReadonlyMap<string, string>;
  /** The key of the findings in the parts that all issues share. */
  readonly sharedKey: string;
  /** A hash of all keys. If it is the same, and the same issues are public, the site and its problems are too. */
  readonly signature: string;
  /** The issues that were public before. */
  readonly publicBefore: ReadonlySet<string>;
  /** The hashes of files to keep for the next build. */
  readonly known: Pick<SiteState, 'known' | 'knownOfPackage'>;
}

/**
 * Hashes the current sources and reads the state of the last build. `logo` is the path that newsletter.yaml
 * names; by default, the path from the last build.
 */
export async function startBuild(options: SiteOptions, logo?: string): Promise<SiteBuild> {
  const { source, cache, folder } = options;
  const statePath = join(cache, 'state.jsonl');
  const state = readState(statePath);
  const hashes = source.hashes(state);
  const { files, packageFiles } = hashes;
  const { sources, shared, issues: keys } = await readSourceKeys(source, hashes, logo ?? state.logo);
  const signature = createHash('sha256')
    .update(JSON.stringify([shared, ...keys]))
    .digest('hex');
  const { published } = state;
  const here = published?.folder === folder ? published : publishedIssues(folder);
  const publicBefore = new Set(options.publicBefore ?? here?.slugs ?? []);
  const known = { known: files.known(), knownOfPackage: packageFiles === files ? {} : packageFiles.known() };
  return { options, statePath, state, sources, keys, sharedKey: shared, signature, publicBefore, known };
}
