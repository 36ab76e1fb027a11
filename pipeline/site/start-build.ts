import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { publishedIssues } from './public-issues.ts';
import { issueKey, type Sources, scanSources } from './scan-sources.ts';
import type { SiteSource } from './site-source.ts';
import { readState, type SiteState } from './site-state.ts';

export interface SiteOptions {
  readonly source: SiteSource;
  /** Where the site goes, absolute. */
  readonly folder: string;
  /** Where what was made is kept; it can be deleted at any time. */
  readonly cache: string;
  /** The moment that the site is for, in milliseconds since 1970: what has a later moment is not public. */
  readonly asOf: number;
  /** Issues that were public before; those of the site that is in the folder when it is left out. */
  readonly publicBefore?: readonly string[];
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
  /** Over all of them: with the same one, and the same issues public, the site is the same. */
  readonly signature: string;
  /** The issues that were public before. */
  readonly publicBefore: ReadonlySet<string>;
  /** What is known of files now, for the next time. */
  readonly known: Pick<SiteState, 'known' | 'knownOfPackage'>;
}

/**
 * Looks at what the site is made from now, and at what the last build knew. `logo` is the path that newsletter.yaml
 * names; what it named at the last build without it.
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
