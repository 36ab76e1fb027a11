import type { IssueLinks } from '../content/issue-links.ts';
import type { Files } from '../foundation/files/files.ts';
import type { Weights } from '../foundation/problems/adjustable.ts';
import { type Found, Report } from '../foundation/problems/report.ts';
import { checkTogether } from './check-together.ts';

/** What the check of the shared parts found: `checkShared` finds it, and a caller may keep it. */
export interface SharedFindings {
  readonly found: Found;
  /** The severities in newsletter.yaml. */
  readonly weights: Weights;
  readonly ifUnused: readonly UnusedFeature[];
}

/** A feature of Can I Email that the publication accepts, and the finding if none of its editions uses it. */
export interface UnusedFeature {
  readonly feature: string;
  readonly found: Found;
}

/** What the check of one issue found: `checkIssue` finds it, and a caller may keep it. */
export interface IssueFindings {
  readonly inDocuments: Found;
  readonly inEditions: Found;
  readonly links: IssueLinks;
  /** The features of Can I Email that its editions use, where the publication accepts some itself. */
  readonly features: readonly string[];
}

/** Where the parts of a check come from: each is checked now, or was kept from an earlier check. */
export interface CheckParts<Shared extends SharedFindings, Issue extends IssueFindings> {
  readonly shared: () => Promise<Shared>;
  /** The issues to check. Undefined ends the check: the issues cannot be read, or a signal came. */
  readonly issues: (shared: Shared) => Promise<readonly Issue[] | undefined>;
  /** What all other issues say. Without this function there are none: `issues` are all issues of the publication. */
  readonly others?: (own: readonly IssueLinks[], shared: Shared) => Promise<readonly IssueLinks[]>;
}

export interface CheckResult<Shared extends SharedFindings, Issue extends IssueFindings> {
  readonly shared: Shared;
  readonly issues: readonly Issue[];
  /** The findings about several issues. */
  readonly together: Found;
}

/**
 * The check of a publication. `courant check`, the archive, the studio and the library call it; they differ in where
 * the parts come from. `asOf` is the moment to check for, in milliseconds since 1970. It loads nothing that renders,
 * so that a check in which nothing has changed is fast.
 */
export async function runCheck<Shared extends SharedFindings, Issue extends IssueFindings>(
  files: Files,
  { shared: checkShared, issues: checkIssues, others: readOthers }: CheckParts<Shared, Issue>,
  asOf: number,
): Promise<CheckResult<Shared, Issue>> {
  const shared = await checkShared();
  const report = new Report();
  const issues = await checkIssues(shared);
  if (issues === undefined) return { shared, issues: [], together: report };
  report.weigh(shared.weights);
  const own = issues.map(({ links }) => links);
  const others = (await readOthers?.(own, shared)) ?? [];
  const slugs = own.map(({ slug }) => slug);
  await checkTogether(files, [...own, ...others], asOf, report, slugs);
  if (readOthers === undefined) reportUnused(shared, issues, report);
  return { shared, issues, together: report };
}

/** Adds all findings of a check to a report. */
export function reportCheck(
  { shared, issues, together }: CheckResult<SharedFindings, IssueFindings>,
  report: Report,
): void {
  report.weigh(shared.weights);
  report.include(shared.found);
  for (const { inDocuments, inEditions } of issues) {
    report.include(inDocuments);
    report.include(inEditions);
  }
  report.include(together);
}

/** Where nothing was rendered, nothing is known about features. */
function reportUnused({ ifUnused }: SharedFindings, issues: readonly IssueFindings[], report: Report): void {
  const used = new Set(issues.flatMap(({ features }) => features));
  if (used.size === 0) return;
  for (const { feature, found } of ifUnused) if (!used.has(feature)) report.include(found);
}
