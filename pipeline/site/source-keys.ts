import { createHash } from 'node:crypto';
import { hashCopies } from './hash-copies.ts';
import { issueKey, type Sources, scanSources } from './scan-sources.ts';
import type { SiteHashes, SiteSource } from './site-source.ts';

/** The sources of a site or of a check, and a key for each part that can be kept. */
export interface SourceKeys {
  readonly sources: Sources;
  /** The key of the findings in the parts that all issues share. */
  readonly shared: string;
  /** The keys of all issues, by slug, sorted. The pages and the findings of an issue depend on the same files. */
  readonly issues: ReadonlyMap<string, string>;
}

/** Hashes all sources. `logo` is the path that newsletter.yaml names. */
export async function readSourceKeys(
  { roots }: Pick<SiteSource, 'roots'>,
  { files, packageFiles }: SiteHashes,
  logo: string | undefined,
): Promise<SourceKeys> {
  const sources = await scanSources(packageFiles, files, logo);
  const { engine, otherCode } = sources;
  const keys = [...sources.issues].map(([slug, own]) => [slug, issueKey(engine, slug, own)] as const);
  const parts = JSON.stringify([engine, otherCode, await hashCopies(roots.publication, files)]);
  const shared = createHash('sha256').update(parts).digest('hex');
  return { sources, shared, issues: new Map(keys) };
}
