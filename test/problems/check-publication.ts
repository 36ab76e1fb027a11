import { checkTogether } from '../../pipeline/check/check-together.ts';
import { linksOf } from '../../pipeline/content/issue-links.ts';
import { chooseSlugs, type ReadIssue, readIssues } from '../../pipeline/content/read-issues.ts';
import type { Files } from '../../pipeline/foundation/files/files.ts';
import { type Problem, sortProblems } from '../../pipeline/foundation/problems/problem.ts';
import { Report } from '../../pipeline/foundation/problems/report.ts';
import { readWithTheme } from '../../pipeline/publication/newsletter/read-newsletter.ts';
import { packageFiles } from '../../pipeline/publication/package-files.ts';

/** What a publication's files hold, and all that is wrong with them. */
export async function checkPublication(
  files: Files,
  slugs: readonly string[] = [],
): Promise<{ problems: Problem[]; issues: readonly ReadIssue[] }> {
  const report = new Report();
  const newsletter = (await readWithTheme(files, packageFiles, report))?.newsletter;
  // Where newsletter.yaml is what is broken, the issues are read all the same: as an editor would want it.
  const settings = newsletter ?? {
    timeZone: 'UTC',
    languages: {
      source: 'en',
      editions: ['en', 'nl'],
      missingTranslation: 'refuse' as const,
      typography: {},
    },
  };
  const issues = await readIssues(files, settings, await chooseSlugs(files, slugs, report), report);
  const links = issues.map(({ slug, documents }) => linksOf(slug, documents, settings));
  await checkTogether(files, links, Number.MAX_SAFE_INTEGER, report);
  return { problems: sortProblems(report.problems), issues };
}
