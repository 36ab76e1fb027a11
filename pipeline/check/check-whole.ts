import type { PictureCache } from '../editions/convert-picture.ts';
import type { Report } from '../foundation/problems/report.ts';
import type { Roots } from '../publication/publication.ts';
import {
  type CheckSources,
  type CompiledStores,
  type KeptCheck,
  keptIssue,
  type ScanForCheck,
  type WholeIssue,
  type WholeShared,
} from './kept-check.ts';
import type { EditionStore } from './kept-editions.ts';
import { type CheckParts, type CheckResult, reportCheck, runCheck } from './run-check.ts';

interface WholeCheck {
  /**
   * Read the findings of earlier checks, the most likely first. Each of the others is read only if the findings
   * before it are not enough.
   */
  readonly kept: readonly (() => KeptCheck | undefined)[];
  readonly scan: ScanForCheck;
  /** The moment to check for, in milliseconds since 1970. */
  readonly asOf: number;
  /** Stores converted pictures. */
  readonly cache: PictureCache;
  /** Opens what earlier processes compiled. A check that renders nothing does not call this. */
  readonly openCompiled?: () => Promise<CompiledStores>;
  /** Keeps the editions of issues that may still be sent. */
  readonly editions: EditionStore;
  readonly onIssue?: (done: number, total: number) => void;
  /** Stops the check, which then rejects with the reason. */
  readonly signal: AbortSignal;
}

interface WholeResult {
  readonly slugs: readonly string[];
  /** The number of editions that were checked, by this check or an earlier one. */
  readonly editions: number;
  /** The results to keep for the next check; undefined if not everything could be rendered. */
  readonly kept: KeptCheck | undefined;
}

/**
 * Checks a whole publication. Reads and renders only the issues that have changed since the earlier checks. If
 * nothing has changed, this does not even load the code that renders.
 */
export async function checkWhole(
  roots: Roots,
  report: Report,
  { kept, scan, asOf, cache, openCompiled, editions, onIssue, signal }: WholeCheck,
): Promise<WholeResult> {
  const files = roots.publication;
  const earlier = (await readEarlier(kept, scan)) ?? { checks: [], sources: await firstScan() };
  const parts = keptParts(earlier);
  const result = parts
    ? await runCheck(files, parts, asOf)
    : await runCheck(files, await loadChangedParts(earlier), asOf);
  reportCheck(result, report);
  return {
    slugs: result.issues.map(({ slug }) => slug),
    editions: result.issues.reduce((sum, { editions }) => sum + editions, 0),
    kept: toKept(result),
  };

  async function loadChangedParts({ checks, sources }: Earlier) {
    const { changedParts } = await import('./changed-parts.ts');
    const compiled = await openCompiled?.();
    return changedParts(roots, sources, scan, checks, {
      cache,
      editions,
      signal,
      ...compiled,
      ...(onIssue && { onIssue }),
    });
  }

  async function firstScan() {
    const { readLogoPath } = await import('../publication/read-logo-path.ts');
    return scan(await readLogoPath(files));
  }
}

/** The earlier checks that were read, and the current keys for the logo of the last of them. */
interface Earlier {
  readonly checks: readonly KeptCheck[];
  readonly sources: CheckSources;
}

/** The parts of the earlier checks if these have all of them for the current sources; otherwise undefined. */
export async function keptWhole(
  kept: WholeCheck['kept'],
  scan: ScanForCheck,
): Promise<CheckParts<WholeShared, WholeIssue> | undefined> {
  const earlier = await readEarlier(kept, scan);
  return earlier && keptParts(earlier);
}

/** Reads earlier checks until they have the findings of all parts. Undefined if there are none. */
async function readEarlier(kept: WholeCheck['kept'], scan: ScanForCheck): Promise<Earlier | undefined> {
  const checks: KeptCheck[] = [];
  let found: Earlier | undefined;
  for (const read of kept) {
    const check = read();
    if (check === undefined) continue;
    const isSameLogo = checks.at(-1)?.logo === check.logo;
    checks.push(check);
    found = { checks, sources: found && isSameLogo ? found.sources : await scan(check.logo) };
    if (keptParts(found)) return found;
  }
  return found;
}

/** The parts of a check if the earlier ones have all of them; otherwise undefined. */
function keptParts({ checks, sources }: Earlier): CheckParts<WholeShared, WholeIssue> | undefined {
  const same = checks.find(({ shared }) => shared.key === sources.shared);
  if (same === undefined || sources.issues.size === 0) return undefined;
  const issues: WholeIssue[] = [];
  for (const [slug, key] of sources.issues) {
    const issue = keptIssue(checks, slug, key);
    if (issue === undefined) return undefined;
    issues.push({ slug, ...issue });
  }
  const shared = { ...same.shared, logo: same.logo, isWhole: true };
  return { shared: async () => shared, issues: async () => issues };
}

function toKept({ shared, issues }: CheckResult<WholeShared, WholeIssue>): KeptCheck | undefined {
  const { key, logo, found, weights, ifUnused, isWhole } = shared;
  if (!isWhole || issues.length === 0) return undefined;
  return {
    ...(logo !== undefined && { logo }),
    shared: { key, found, weights, ifUnused },
    issues: Object.fromEntries(issues.map(({ slug, ...issue }) => [slug, issue])),
  };
}
