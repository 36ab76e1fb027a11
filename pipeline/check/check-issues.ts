import { type IssueLinks, linksOf } from '../content/issue-links.ts';
import type { ReadIssue } from '../content/read-issues.ts';
import type { Files } from '../foundation/files/files.ts';
import type { Report } from '../foundation/problems/report.ts';
import type { Publication } from '../publication/publication.ts';
import { checkDocuments } from './check-issue.ts';
import { checkTogether } from './check-together.ts';

/**
 * Checks the files of issues, and what they and the others say about each other at a moment, in milliseconds
 * since 1970. `readOthers` gets what these issues say and returns what all others say.
 */
export async function checkIssues(
  files: Files,
  publication: Publication,
  issues: readonly ReadIssue[],
  { asOf, readOthers }: CheckIssuesOptions,
  report: Report,
): Promise<void> {
  for (const issue of issues) await checkDocuments(files, publication, issue, report);
  const own = issues.map(({ slug, documents }) => linksOf(slug, documents, publication.newsletter));
  const slugs = own.map(({ slug }) => slug);
  await checkTogether(files, [...own, ...(await readOthers(own))], asOf, report, slugs);
}

export interface CheckIssuesOptions {
  readonly asOf: number;
  readonly readOthers: (own: readonly IssueLinks[]) => Promise<readonly IssueLinks[]>;
}
