import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { KeptCheck } from '../check/kept-check.ts';
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
  /** Reads what the last check of everything found, so that a build does not check the same sources again. */
  readonly lastCheck?: () => KeptCheck | undefined;
  /** The number of issues to render for which a worker is started. */
  readonly issuesPerWorker?: number;
  /** Called whenever issues have been rendered. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** A build after its sources have been hashed. */
export interface SiteBuild {
  readonly options: SiteOptions;
  readonly statePath: string;
  readonly state: SiteState;
  readonly sources: Sources;
  /** The path of the logo that was hashed, if newsletter.yaml names one. */
  readonly logo: string | undefined;
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

/** Reads the state of the last build and hashes the current sources. */
export async function startBuild(options: SiteOptions): Promise<SiteBuild> {
  const state = readState(statePathIn(options.cache));
  // If there was no build before, only newsletter.yaml has the path of the logo.
  const logo = state.shared === undefined ? await findLogoPath(options) : state.logo;
  return hashSources(options, state, logo);
}

/** Hashes the current sources. `logo` is the path that newsletter.yaml names. */
export async function hashSources(
  options: SiteOptions,
  state: SiteState,
  logo: string | undefined,
): Promise<SiteBuild> {
  const { source, cache, folder } = options;
  const hashes = source.hashes(state);
  const { files, packageFiles } = hashes;
  const { sources, shared, issues: keys } = await readSourceKeys(source, hashes, logo);
  const signature = createHash('sha256')
    .update(JSON.stringify([shared, ...keys]))
    .digest('hex');
  const { published } = state;
  const here = published?.folder === folder ? published : publishedIssues(folder);
  const publicBefore = new Set(options.publicBefore ?? here?.slugs ?? []);
  const known = { known: files.known(), knownOfPackage: packageFiles === files ? {} : packageFiles.known() };
  const statePath = statePathIn(cache);
  return {
    options,
    statePath,
    state,
    sources,
    logo,
    keys,
    sharedKey: shared,
    signature,
    publicBefore,
    known,
  };
}

const statePathIn = (cache: string) => join(cache, 'state.jsonl');

async function findLogoPath({ source }: SiteOptions): Promise<string | undefined> {
  // A build without a change does not load the code that reads newsletter.yaml.
  const { readLogoPath } = await import('../publication/read-logo-path.ts');
  return readLogoPath(source.roots.publication);
}
