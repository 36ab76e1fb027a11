import type { Files } from '../foundation/files/files.ts';
import { Report } from '../foundation/problems/report.ts';
import { keptPath, recordPath } from '../publication/originals/original.ts';
import type { FileHashes } from './hash-files.ts';

/**
 * Hashes the copies of Courant's files, such as a workflow, with their kept originals and their record. No page
 * is made from them, but every build reports their problems.
 */
export async function hashCopies(files: Files, hashes: FileHashes): Promise<readonly string[]> {
  const record = `${recordPath} ${await hashes.hash(recordPath)}`;
  if ((await files.stat(recordPath)) === undefined) return [record];
  const { readOriginals } = await import('../publication/originals/read-originals.ts');
  // The build reports a damaged record.
  const originals = await readOriginals(files, new Report());
  const paths = originals.flatMap(({ path }) => [path, keptPath(path)]);
  const copies = await Promise.all(paths.map(async (path) => `${path} ${await hashes.hash(path)}`));
  return [record, ...copies];
}
