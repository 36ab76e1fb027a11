import type { PictureCache } from '../editions/convert-picture.ts';
import type { Report } from '../foundation/problems/report.ts';
import type { Roots } from '../publication/publication.ts';
import { checkTogether } from './check-together.ts';
import type { CheckSources, KeptCheck, ScanForCheck } from './kept-check.ts';

export interface WholeCheck {
  /** The result of the last check. */
  readonly kept: KeptCheck | undefined;
  readonly scan: ScanForCheck;
  /** The moment to check for, in milliseconds since 1970. */
  readonly asOf: number;
  /** Converted pictures. */
  readonly cache: PictureCache;
  readonly onIssue?: (done: number, total: number) => void;
}

export interface WholeResult {
  readonly slugs: readonly string[];
  /** How many editions were checked, now or before. */
  readonly editions: number;
  /** The data to keep for the next check; undefined if nothing could be rendered. */
  readonly kept: KeptCheck | undefined;
}

/**
 * Checks a whole publication. Reads and renders only the issues that have changed since the last check. If
 * nothing has changed, no code that renders is loaded. Statements of issues about each other depend on the
 * moment, so they are compared each time.
 */
export async function checkWhole(
  roots: Roots,
  report: Report,
  { kept, scan, asOf, cache, onIssue }: WholeCheck,
): Promise<WholeResult> {
  const isSame = kept !== undefined && isCurrent(kept, await scan(kept.logo));
  const { check, isWhole } = isSame ? { check: kept, isWhole: true } : await checkAgain();
  const issues = Object.entries(check.issues);
  report.weigh(check.weights);
  report.include(check.shared);
  for (const [, { found }] of issues) report.include(found);
  const links = issues.map(([, issue]) => issue.links);
  await checkTogether(roots.publication, links, asOf, report);
  report.include(check.together);
  return {
    slugs: issues.map(([slug]) => slug),
    editions: issues.reduce((sum, [, { editions }]) => sum + editions, 0),
    kept: isWhole ? check : undefined,
  };

  async function checkAgain() {
    const { checkChanged } = await import('./check-changed.ts');
    return checkChanged(roots, scan, kept, { cache, ...(onIssue && { onIssue }) });
  }
}

function isCurrent({ engine, issues }: KeptCheck, sources: CheckSources): boolean {
  if (engine !== sources.engine || Object.keys(issues).length !== sources.keys.size) return false;
  return [...sources.keys].every(([slug, key]) => issues[slug]?.key === key);
}
