import type { IssueLinks } from '../content/issue-links.ts';
import type { Files } from '../foundation/files/files.ts';
import type { Weights } from '../foundation/problems/adjustable.ts';
import { type Found, plainFound, Report } from '../foundation/problems/report.ts';
import { checkTogether } from './check-together.ts';

/** The findings of `checkShared`, in a form that a caller can keep. */
export interface SharedFindings {
  readonly found: Found;
  /** The severities in newsletter.yaml. */
  readonly weights: Weights;
  readonly ifUnused: readonly UnusedFeature[];
}

/**
 * A feature of Can I Email that the publication accepts, with the finding to report if no edition uses it.
 */
export interface UnusedFeature {
  readonly feature: string;
  readonly found: Found;
}

/** The findings of `checkIssue`, in a form that a caller can keep. */
export interface IssueFindings {
  readonly inDocuments: Found;
  readonly inEditions: Found;
  readonly links: IssueLinks;
  /**
   * The features of Can I Email in its editions. Collected only if the publication accepts features itself.
   */
  readonly features: readonly string[];
  /** The number of editions that were rendered and checked. */
  readonly editions: number;
}

/** Findings in the shared parts as plain data. */
export function plainShared({ found, weights, ifUnused }: SharedFindings): SharedFindings {
  const plain = ifUnused.map(({ feature, found: own }) => ({ feature, found: plainFound(own) }));
  return { found: plainFound(found), weights, ifUnused: plain };
}

/** The findings in an issue as plain data. */
export function plainIssue(issue: IssueFindings): IssueFindings {
  const { inDocuments, inEditions, links, features, editions } = issue;
  return {
    inDocuments: plainFound(inDocuments),
    inEditions: plainFound(inEditions),
    links,
    features,
    editions,
  };
}

/** Supplies the parts of a check: some are checked now, and others were kept from an earlier check. */
export interface CheckParts<Shared extends SharedFindings, Issue extends IssueFindings> {
  readonly shared: () => Promise<Shared>;
  /** The issues to check. Undefined ends the check: the issues cannot be read, or the signal was aborted. */
  readonly issues: (shared: Shared) => Promise<readonly Issue[] | undefined>;
  /** Returns the references of all other issues. Missing if `issues` are all issues of the publication. */
  readonly others?: (own: readonly IssueLinks[], shared: Shared) => Promise<readonly IssueLinks[]>;
}

export interface CheckResult<Shared extends SharedFindings, Issue extends IssueFindings> {
  readonly shared: Shared;
  readonly issues: readonly Issue[];
  /** The references of all other issues. Missing if `issues` are all issues of the publication. */
  readonly others?: readonly IssueLinks[];
  /** The findings that concern several issues. */
  readonly together: Found;
}

/**
 * Checks a publication. `courant check`, the archive, the studio and the library all call this, but take the
 * parts from different places. `asOf` is the moment to check for, in milliseconds since 1970. It does not
 * load any code that renders, so a check is fast if nothing has changed.
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
  const others = await readOthers?.(own, shared);
  const slugs = own.map(({ slug }) => slug);
  await checkTogether(files, [...own, ...(others ?? [])], asOf, report, slugs);
  if (readOthers === undefined) reportUnused(shared, issues, report);
  return { shared, issues, ...(others && { others }), together: report };
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

/** Without rendered editions, the check cannot know which features are used. */
function reportUnused({ ifUnused }: SharedFindings, issues: readonly IssueFindings[], report: Report): void {
  const used = new Set(issues.flatMap(({ features }) => features));
  if (used.size === 0) return;
  for (const { feature, found } of ifUnused) if (!used.has(feature)) report.include(found);
}
