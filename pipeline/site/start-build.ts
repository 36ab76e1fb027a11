import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { hashCopies } from './hash-copies.ts';
import { publishedIssues } from './public-issues.ts';
import { issueKey, type Sources, scanSources } from './scan-sources.ts';
import type { SiteSource } from './site-source.ts';
import { readState, type SiteState } from './site-state.ts';

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
  /**
   * A hash of all keys, and of the copies that the build checks. If it is the same, and the same issues are
   * public, then the site and its problems are the same.
   */
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
  const statePath = join(cache, 'state.json');
  const state = readState(statePath);
  const { files, packageFiles } = source.hashes(state);
  const sources = await scanSources(packageFiles, files, logo ?? state.logo);
  const keys = new Map([...sources.issues].map(([slug, own]) => [slug, issueKey(sources.engine, slug, own)]));
  const copies = await hashCopies(source.roots.publication, files);
  const signature = createHash('sha256')
    .update(JSON.stringify([sources.engine, copies, ...keys]))
    .digest('hex');
  const { published } = state;
  const here = published?.folder === folder ? published : publishedIssues(folder);
  const publicBefore = new Set(options.publicBefore ?? here?.slugs ?? []);
  const known = { known: files.known(), knownOfPackage: packageFiles === files ? {} : packageFiles.known() };
  return { options, statePath, state, sources, keys, signature, publicBefore, known };
}
