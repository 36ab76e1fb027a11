import { createHash } from 'node:crypto';
import { hashCopies } from './hash-copies.ts';
import { issueKey, type SharedSources, type Sources, scanShared, scanSources } from './scan-sources.ts';
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
  source: Pick<SiteSource, 'roots'>,
  hashes: SiteHashes,
  logo: string | undefined,
): Promise<SourceKeys> {
  const sources = await scanSources(hashes.packageFiles, hashes.files, logo);
  const keys = [...sources.issues].map(([slug, own]) => [slug, issueKey(sources.engine, slug, own)] as const);
  return { sources, shared: await keyOfShared(source, hashes, sources), issues: new Map(keys) };
}

/**
 * The key of the findings in the parts that all issues share. Takes the hashes of the program from an earlier scan,
 * because the code of a process does not change.
 */
export async function readSharedKey(
  source: Pick<SiteSource, 'roots'>,
  hashes: SiteHashes,
  logo: string | undefined,
  program: SharedSources,
): Promise<string> {
  return keyOfShared(source, hashes, await scanShared(hashes.packageFiles, hashes.files, logo, program));
}

async function keyOfShared(
  { roots }: Pick<SiteSource, 'roots'>,
  { files }: SiteHashes,
  { engine, otherCode }: SharedSources,
): Promise<string> {
  const parts = JSON.stringify([engine, otherCode, await hashCopies(roots.publication, files)]);
  return createHash('sha256').update(parts).digest('hex');
}
