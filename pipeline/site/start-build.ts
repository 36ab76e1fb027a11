import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createFileHashes } from './hash-files.ts';
import { issueKey, type Sources, scanSources } from './scan-sources.ts';
import { readState, type SiteState } from './site-state.ts';

export interface SiteOptions {
  /** The publication's folder and that of Courant, absolute. */
  readonly root: string;
  readonly packageRoot: string;
  /** Where the site goes, absolute. */
  readonly folder: string;
  /** Where what was made is kept; it can be deleted at any time. */
  readonly cache: string;
  /** Stops the build, and leaves the site as it was. */
  readonly signal: AbortSignal;
  /** Called as issues are rendered. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What a build starts from. */
export interface SiteBuild {
  readonly options: SiteOptions;
  readonly statePath: string;
  readonly state: SiteState;
  readonly sources: Sources;
  /** By slug, in their order. */
  readonly keys: ReadonlyMap<string, string>;
  /** Over all of them: the same one gives the same site. */
  readonly signature: string;
  /** What is known of files now, for the next time. */
  readonly known: Pick<SiteState, 'known' | 'knownOfPackage'>;
}

/**
 * Looks at what the site is made from now, and at what the last build knew. `logo` is the path that newsletter.yaml
 * names; what it named at the last build without it.
 */
export function startBuild(options: SiteOptions, logo?: string): SiteBuild {
  const { root, packageRoot, cache } = options;
  const statePath = join(cache, 'state.json');
  const state = readState(statePath);
  const now = Date.now();
  const isSamePlace = root === packageRoot;
  const files = createFileHashes(root, state.known, now);
  const packageFiles = isSamePlace ? files : createFileHashes(packageRoot, state.knownOfPackage, now);
  const sources = scanSources(packageFiles, files, isSamePlace, logo ?? state.logo);
  const keys = new Map([...sources.issues].map(([slug, own]) => [slug, issueKey(sources.engine, slug, own)]));
  const signature = createHash('sha256')
    .update(JSON.stringify([sources.engine, ...keys]))
    .digest('hex');
  const known = { known: files.known(), knownOfPackage: isSamePlace ? {} : packageFiles.known() };
  return { options, statePath, state, sources, keys, signature, known };
}
