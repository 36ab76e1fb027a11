import { checkIssue } from '../check/check-issue.ts';
import { runCheck } from '../check/run-check.ts';
import type { IssueLinks } from '../content/issue-links.ts';
import type { ReadIssue } from '../content/read-issues.ts';
import { readTranslations } from '../content/translation/read-translations.ts';
import type { Files } from '../foundation/files/files.ts';
import type { Problem } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { OpenIssue } from './open-issue.ts';
import type { UsableShared } from './shared-parts.ts';

/** What a check found in an issue that somebody has opened. */
interface Inspection extends Pick<OpenIssue, 'translations' | 'problems' | 'together'> {
  readonly links: IssueLinks | undefined;
}

interface InspectionOptions {
  readonly shared: UsableShared;
  /** The problems that reading the issue found. */
  readonly problems: readonly Problem[];
  /** Returns the references of the other issues that matter to an issue with these. */
  readonly others: (own: readonly IssueLinks[]) => Promise<readonly IssueLinks[]>;
  /** The moment of the check, in milliseconds since 1970. */
  readonly asOf: number;
}

/** Checks an issue without its editions: rendering checks those. The shared parts were checked when they changed. */
export async function inspectIssue(
  files: Files,
  read: ReadIssue,
  { shared, problems, others, asOf }: InspectionOptions,
): Promise<Inspection> {
  const { publication } = shared;
  const reading = new Report([...problems]);
  const parts = {
    shared: async () => shared,
    issues: async () => [await checkIssue(files, publication, read, reading)],
    others,
  };
  const { issues, together } = await runCheck(files, parts, asOf);
  const { languages } = publication.newsletter;
  return {
    translations: await readTranslations(files, read, languages, new Report()),
    problems: issues.flatMap(({ inDocuments }) => inDocuments.problems),
    together: together.problems,
    links: issues[0]?.links,
  };
}
