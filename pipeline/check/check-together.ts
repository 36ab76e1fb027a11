import type { IssueLinks } from '../content/issue-links.ts';
import type { Files } from '../foundation/files/files.ts';
import type { Report } from '../foundation/problems/report.ts';
import { reportFindings } from './report-findings.ts';
import { issuesRules } from './rules/issues-rules.ts';

/**
 * Checks the references between the issues of a publication. `issues` are all of them, and `asOf` is a moment
 * in milliseconds since 1970. Reports only problems of the issues in `chosen`.
 */
export async function checkTogether(
  files: Files,
  issues: readonly IssueLinks[],
  asOf: number,
  report: Report,
  chosen: readonly string[] = issues.map(({ slug }) => slug),
): Promise<void> {
  const view = { asOf, issues: issues.toSorted((a, b) => (a.slug < b.slug ? -1 : 1)) };
  const folders = new Set(chosen.map((slug) => `content/${slug}`));
  const findings = issuesRules
    .flatMap((rule) => [...rule.check(view)])
    .filter(({ at }) => {
      const file = 'source' in at ? at.source.file : at.file;
      return folders.has(file.split('/').slice(0, 2).join('/'));
    });
  await reportFindings(files, findings, report);
}
