import type { PictureCache } from '../editions/convert-picture.ts';
import type { Report } from '../foundation/problems/report.ts';
import type { Roots } from '../publication/publication.ts';
import type { CheckSources, KeptCheck, ScanForCheck, WholeIssue, WholeShared } from './kept-check.ts';
import { type CheckParts, type CheckResult, reportCheck, runCheck } from './run-check.ts';

interface WholeCheck {
  /** The findings of the last check. */
  readonly kept: KeptCheck | undefined;
  readonly scan: ScanForCheck;
  /** The moment to check for, in milliseconds since 1970. */
  readonly asOf: number;
  /** Stores converted pictures. */
  readonly cache: PictureCache;
  readonly onIssue?: (done: number, total: number) => void;
}

interface WholeResult {
  readonly slugs: readonly string[];
  /** The number of editions that were checked, by this check or an earlier one. */
  readonly editions: number;
  /** The results to keep for the next check; undefined if not everything could be rendered. */
  readonly kept: KeptCheck | undefined;
}

/**
 * Checks a whole publication. Reads and renders only the issues that have changed since the last check. If
 * nothing has changed, this does not even load the code that renders.
 */
export async function checkWhole(
  roots: Roots,
  report: Report,
  { kept, scan, asOf, cache, onIssue }: WholeCheck,
): Promise<WholeResult> {
  const isSame = kept !== undefined && isCurrent(kept, await scan(kept.logo));
  const files = roots.publication;
  const result = isSame
    ? await runCheck(files, keptParts(kept), asOf)
    : await runCheck(files, await loadChangedParts(), asOf);
  reportCheck(result, report);
  return {
    slugs: result.issues.map(({ slug }) => slug),
    editions: result.issues.reduce((sum, { editions }) => sum + editions, 0),
    kept: result.shared.isWhole ? toKept(result) : undefined,
  };

  async function loadChangedParts() {
    const { changedParts } = await import('./changed-parts.ts');
    return changedParts(roots, scan, kept, { cache, ...(onIssue && { onIssue }) });
  }
}

function keptParts({ shared, issues, engine, logo }: KeptCheck): CheckParts<WholeShared, WholeIssue> {
  const all = Object.entries(issues).map(([slug, issue]) => ({ slug, ...issue }));
  return { shared: async () => ({ ...shared, engine, logo, isWhole: true }), issues: async () => all };
}

function toKept({ shared, issues }: CheckResult<WholeShared, WholeIssue>): KeptCheck {
  const { engine, logo, found, weights, ifUnused } = shared;
  return {
    engine,
    ...(logo !== undefined && { logo }),
    shared: { found, weights, ifUnused },
    issues: Object.fromEntries(issues.map(({ slug, ...issue }) => [slug, issue])),
  };
}

function isCurrent({ engine, issues }: KeptCheck, sources: CheckSources): boolean {
  if (engine !== sources.engine || Object.keys(issues).length !== sources.keys.size) return false;
  return [...sources.keys].every(([slug, key]) => issues[slug]?.key === key);
}
