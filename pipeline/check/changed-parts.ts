import type { PictureCache } from '../editions/convert-picture.ts';
import { createEditionsRenderer } from '../editions/render-editions.ts';
import { plainFound, Report } from '../foundation/problems/report.ts';
import type { Publication, Roots } from '../publication/publication.ts';
import { readAndCheckIssue } from './check-issue.ts';
import { checkShared } from './check-shared.ts';
import type { KeptCheck, ScanForCheck, WholeIssue, WholeShared } from './kept-check.ts';
import type { CheckParts } from './run-check.ts';

interface ChangedPartsOptions {
  /** Stores converted pictures. */
  readonly cache: PictureCache;
  readonly onIssue?: (done: number, total: number) => void;
}

/** The current shared parts, with the hashes of the issues. */
interface ChangedShared extends WholeShared {
  readonly publication: Publication | undefined;
  readonly keys: ReadonlyMap<string, string>;
}

/**
 * Supplies the parts of a check of the whole publication. It checks only the shared parts and the issues that
 * have changed since the last check, and takes the results of all other issues from that check. `scan` hashes
 * the sources; its argument is the path of the logo.
 */
export function changedParts(
  roots: Roots,
  scan: ScanForCheck,
  kept: KeptCheck | undefined,
  { cache, onIssue }: ChangedPartsOptions,
): CheckParts<ChangedShared, WholeIssue> {
  const files = roots.publication;
  return {
    shared: async () => {
      const { publication, canRender, found, weights, ifUnused } = await checkShared(roots, cache);
      const [logo] = publication?.logo.keys() ?? [];
      const { engine, keys } = await scan(logo);
      const report = new Report();
      report.include(found);
      if (publication && keys.size === 0) report.add('issue-none', {});
      const plain = {
        found: plainFound(report),
        weights,
        ifUnused: ifUnused.map(({ feature, found: own }) => ({ feature, found: plainFound(own) })),
      };
      return { publication, engine, keys, logo, isWhole: canRender, ...plain };
    },
    issues: async ({ publication, isWhole, keys }) => {
      if (publication === undefined) return undefined;
      const renderer = isWhole
        ? await createEditionsRenderer(publication, files, new Report(), { cache })
        : undefined;
      const issues: WholeIssue[] = [];
      for (const [slug, key] of keys) {
        onIssue?.(issues.length, keys.size);
        const last = kept?.issues[slug];
        if (last?.key === key) issues.push({ slug, ...last });
        else {
          const checked = await readAndCheckIssue(files, publication, slug, renderer);
          const { inDocuments, inEditions, links, features, rendered } = checked;
          issues.push({
            slug,
            key,
            inDocuments: plainFound(inDocuments),
            inEditions: plainFound(inEditions),
            links,
            features,
            editions: rendered?.editions.length ?? 0,
          });
        }
      }
      return issues;
    },
  };
}
