import type { ReadIssue } from '../content/read-issues.ts';
import { anchorIssue, anchorTemplates } from '../editions/anchors.ts';
import type { PictureCache } from '../editions/convert-picture.ts';
import { createEditionsRenderer, type RenderedEdition } from '../editions/render-editions.ts';
import type { Files } from '../foundation/files/files.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { Publication } from '../publication/publication.ts';

/** An issue with problems in its files. Its editions have an anchor at the start of each block. */
export interface NotedIssue {
  readonly read: ReadIssue;
  readonly editions: readonly RenderedEdition[];
}

/**
 * Renders the issues with problems in their files, by slug. Problems of rendering have already been reported.
 */
export async function renderNoted(
  publication: Publication,
  files: Files,
  issues: readonly ReadIssue[],
  problems: readonly Problem[],
  cache: PictureCache,
): Promise<ReadonlyMap<string, NotedIssue>> {
  const folders = new Set(problems.map(({ file }) => file?.split('/').slice(0, 2).join('/')));
  const templates = { ...publication.templates, email: anchorTemplates(publication.templates.email) };
  const renderer = await createEditionsRenderer({ ...publication, templates }, files, new Report(), {
    cache,
  });
  const noted = new Map<string, NotedIssue>();
  for (const read of issues) {
    if (!folders.has(`content/${read.slug}`) || read.issue === undefined) continue;
    const issue = anchorIssue(read.issue, read.documents);
    const rendered = await renderer.render({ ...read, issue }, new Report());
    if (rendered) noted.set(read.slug, { read, editions: rendered.editions });
  }
  return noted;
}
