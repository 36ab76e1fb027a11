import pMap from 'p-map';
import { loadPublication } from '../content/extensions/load-publication.ts';
import type { PictureCache } from '../editions/convert-picture.ts';
import { createEditionsRenderer } from '../editions/render-editions.ts';
import { Report } from '../foundation/problems/report.ts';
import type { Publication, Roots } from '../publication/publication.ts';
import { readAndCheckIssue } from './check-issue.ts';
import { checkShared } from './check-shared.ts';
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
import { type CheckParts, plainIssue, plainShared } from './run-check.ts';

interface ChangedPartsOptions extends Partial<CompiledStores> {
  /** Stores converted pictures. */
  readonly cache: PictureCache;
  /** Keeps the editions of issues that may still be sent. */
  readonly editions: EditionStore;
  readonly onIssue?: (done: number, total: number) => void;
  /** Stops the check, which then rejects with the reason. */
  readonly signal: AbortSignal;
}

/** The current shared parts, with the sources that they were made from. */
interface ChangedShared extends WholeShared {
  readonly publication: Publication | undefined;
  readonly sources: CheckSources;
}

/**
 * Supplies the parts of a check of the whole publication. It checks only the parts that have changed since the
 * earlier checks in `kept`, and takes the results of all others from these. `sources` are the keys for the logo
 * of an earlier check, and `scan` makes those for the current one.
 */
export function changedParts(
  roots: Roots,
  sources: CheckSources,
  scan: ScanForCheck,
  kept: readonly KeptCheck[],
  { cache, editions, forms, templates, onIssue, signal }: ChangedPartsOptions,
): CheckParts<ChangedShared, WholeIssue> {
  const files = roots.publication;
  return {
    shared: async () => {
      let current = sources;
      while (true) {
        const shared = (await keptShared(current)) ?? (await checkAgain(current));
        // Files that changed while this loaded them are hashed and loaded again.
        if (shared.publication === undefined || (await current.isSharedUnchanged(shared.logo))) return shared;
        current = await scan(shared.logo);
      }
    },
    issues: async ({ publication, isWhole, sources: { issues: keys, keyAfterReading } }) => {
      if (publication === undefined) return undefined;
      let renderer: ReturnType<typeof createEditionsRenderer> | undefined;
      const checkOne = async (slug: string, before: string): Promise<WholeIssue> => {
        const last = keptIssue(kept, slug, before);
        if (last) return { slug, ...last };
        if (isWhole)
          renderer ??= createEditionsRenderer(publication, files, new Report(), {
            cache,
            ...(forms && { forms }),
          });
        const checked = await readAndCheckIssue(files, publication, slug, await renderer);
        const key = await keyAfterReading(slug, before);
        editions.keep(key, publication.newsletter, checked);
        return { slug, key, ...plainIssue(checked) };
      };
      let done = 0;
      // While other processes and threads draw the pictures of one issue, this thread checks the next one.
      const issues = await pMap(
        keys,
        async ([slug, before]) => {
          signal.throwIfAborted();
          onIssue?.(done, keys.size);
          const issue = await checkOne(slug, before);
          done++;
          return issue;
        },
        { concurrency: 3 },
      );
      templates?.save();
      return issues;
    },
  };

  async function keptShared(current: CheckSources): Promise<ChangedShared | undefined> {
    const same = kept.find(({ shared }) => shared.key === current.shared && current.issues.size > 0);
    const publication = same && (await loadPublication(roots, new Report(), { store: templates }));
    return publication && { publication, sources: current, logo: same.logo, isWhole: true, ...same.shared };
  }

  async function checkAgain(current: CheckSources): Promise<ChangedShared> {
    const { publication, canRender, ...findings } = await checkShared(roots, cache, templates);
    const [logo] = publication?.logo.keys() ?? [];
    const found = new Report();
    found.include(findings.found);
    if (publication && current.issues.size === 0) found.add('issue-none', {});
    return {
      publication,
      key: current.shared,
      sources: current,
      logo,
      isWhole: canRender,
      ...plainShared({ ...findings, found }),
    };
  }
}
