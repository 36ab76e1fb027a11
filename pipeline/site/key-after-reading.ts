import { randomUUID } from 'node:crypto';
import type { KnownFile } from './hash-files.ts';
import { issueKey, scanIssue } from './scan-sources.ts';
import type { SiteSource } from './site-source.ts';

/** An issue whose sources were hashed before it was read. */
export interface HashedIssue {
  readonly slug: string;
  readonly key: string;
  /** The hashes of its files, which are not read again if they are unchanged. */
  readonly known: Readonly<Record<string, KnownFile>>;
}

/**
 * The key under which to keep what was made from an issue. This is another key than before if its files changed while
 * they were read. No sources have that key, so the issue is read again the next time, even if the change was undone.
 */
export async function keyAfterReading(
  source: SiteSource,
  engine: string,
  { slug, key, known }: HashedIssue,
): Promise<string> {
  const { files } = source.hashes({ known, knownOfPackage: {} });
  const isSame = issueKey(engine, slug, await scanIssue(files, slug)) === key;
  return isSame ? key : `${key}-${randomUUID()}`;
}
