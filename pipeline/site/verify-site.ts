import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifestPath, picturesPath } from '../archive/manifest.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import { listFiles } from './list-files.ts';
import { publishedIssues } from './public-issues.ts';
import type { SiteOptions } from './start-build.ts';
import { updateSite } from './update-site.ts';

/** The result of verifying a published folder. */
export interface Verification {
  /** The problems of the build, and an `archive-differs` for each file that differs from it. */
  readonly problems: readonly Problem[];
  /** How many files were compared. */
  readonly files: number;
  /**
   * Pictures with the expected originals but different bytes, because another machine encoded them. The
   * folder's own list of hashes confirms their bytes.
   */
  readonly foreign: readonly string[];
  /** Issues that the folder shows before their moment because an earlier build published them. */
  readonly kept: readonly string[];
}

/**
 * Verifies that a folder matches the sources: builds the site again without a cache, for the moment in the
 * folder's manifest, and compares each file.
 */
export async function verifySite(
  folder: string,
  options: Pick<SiteOptions, 'source' | 'signal' | 'onProgress'>,
): Promise<Verification> {
  const report = new Report();
  if (!existsSync(join(folder, manifestPath))) {
    report.add('archive-missing', { folder });
    return { problems: report.problems, files: 0, foreign: [], kept: [] };
  }
  const { asOf = 0, kept = [] } = publishedIssues(folder) ?? {};
  const scratch = mkdtempSync(join(tmpdir(), 'courant-verify-'));
  try {
    const rebuilt = join(scratch, 'site');
    const { problems, isPublished } = await updateSite({
      ...options,
      asOf,
      publicBefore: kept,
      folder: rebuilt,
      cache: join(scratch, 'cache'),
    });
    if (!isPublished) return { problems, files: 0, foreign: [], kept };
    const { files, foreign } = compare(folder, rebuilt, report);
    return { problems: [...problems, ...report.problems], files, foreign, kept };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function compare(folder: string, rebuilt: string, report: Report) {
  const [here, there] = [new Set(listFiles(folder)), listFiles(rebuilt)];
  const made = readJson(join(rebuilt, manifestPath), 'files');
  const listed = readJson(join(folder, picturesPath));
  const foreign: string[] = [];
  for (const path of there) {
    if (!here.delete(path)) report.add('archive-differs', { path, how: 'missing' }, { file: path });
    else if (path === picturesPath)
      continue; // Skip the list of hashes: the pictures themselves are compared.
    else if (hashOf(join(folder, path)) !== hashOf(join(rebuilt, path))) {
      const isPicture = made[path]?.startsWith('made from ') === true;
      if (isPicture && listed[path] === hashOf(join(folder, path))) foreign.push(path);
      else report.add('archive-differs', { path, how: 'changed' }, { file: path });
    }
  }
  for (const path of here) report.add('archive-differs', { path, how: 'unknown' }, { file: path });
  return { files: there.length, foreign };
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

/** The hashes in a list; none if the list is missing or damaged. */
function readJson(path: string, key?: string): Record<string, string> {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    return ((key === undefined ? value : value[key]) ?? {}) as Record<string, string>;
  } catch {
    return {}; // Every picture that differs is reported then.
  }
}
