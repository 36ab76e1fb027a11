import { join } from 'node:path';
import { loadShared } from '../../pipeline/check/load-shared.ts';
import { listSlugs } from '../../pipeline/content/list-slugs.ts';
import { type ReadIssue, readIssues } from '../../pipeline/content/read-issues.ts';
import type { RenderedIssue } from '../../pipeline/editions/render-editions.ts';
import { renderEditions } from '../../pipeline/editions/render-editions.ts';
import { diskFiles } from '../../pipeline/foundation/files/disk-files.ts';
import type { Files } from '../../pipeline/foundation/files/files.ts';
import { memoryFiles } from '../../pipeline/foundation/files/memory-files.ts';
import type { Problem } from '../../pipeline/foundation/problems/problem.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import type { Publication } from '../../pipeline/publication/publication.ts';

export const repository = diskFiles(join(import.meta.dirname, '../..'));

export interface Published {
  readonly files: Files;
  readonly publication: Publication | undefined;
  readonly read: readonly ReadIssue[];
  readonly issues: readonly RenderedIssue[];
  readonly problems: readonly Problem[];
}

/** Reads and renders all of a publication, as a run does; the package's own files are those of the repository. */
export async function publish(
  publicationFiles: Files | Readonly<Record<string, string | Uint8Array>>,
  packageFiles: Files = repository,
): Promise<Published> {
  const files = isFiles(publicationFiles) ? publicationFiles : memoryFiles(publicationFiles);
  const report = new Report();
  const publication = await loadShared({ package: packageFiles, publication: files }, report);
  if (publication === undefined)
    return { files, publication, read: [], issues: [], problems: report.problems };
  const read = await readIssues(files, publication.newsletter, await listSlugs(files), report);
  const issues = await renderEditions(publication, files, read, report);
  return { files, publication, read, issues, problems: report.problems };
}

export function isFiles(value: Files | Readonly<Record<string, string | Uint8Array>>): value is Files {
  return typeof value['read'] === 'function';
}

/** A problem as tests compare it: its code and where it stands. */
export function placed({ code, file, line, column }: Problem): string {
  return line === undefined ? `${code} ${file ?? ''}`.trim() : `${code} ${file}:${line}:${column}`;
}
