import { type CheckedShared, checkShared } from '../check/check-shared.ts';
import { type IssueFindings, plainShared, reportCheck, runCheck } from '../check/run-check.ts';
import { loadPublication } from '../content/extensions/load-publication.ts';
import type { PictureCache } from '../editions/convert-picture.ts';
import { openPictureStore } from '../editions/picture-store.ts';
import { hasErrors, type Problem } from '../foundation/problems/problem.ts';
import { plainFound, Report } from '../foundation/problems/report.ts';
import type { Publication } from '../publication/publication.ts';
import type { TemplateStore } from '../publication/templates/template-store.ts';
import type { CacheFolders } from './cache-folders.ts';
import type { NextSite } from './next-site.ts';
import { renderChanged } from './render-changed.ts';
import { isSharedUnchanged } from './shared-after-loading.ts';
import type { KeptShared } from './site-state.ts';
import { hashSources, type SiteBuild } from './start-build.ts';
import type { RenderWorker } from './start-worker.ts';
import type { SiteStore, StoredRecord } from './stored-files.ts';

/** A build whose publication and issues have been checked. */
interface CheckedBuild {
  /** Undefined if an error in the shared parts stops the build. */
  readonly publication: Publication | undefined;
  /** The build, with the logo that newsletter.yaml names. */
  readonly build: SiteBuild;
  readonly shared: KeptShared;
  /** Sorted by slug. */
  readonly issues: readonly BuildIssue[];
  readonly problems: readonly Problem[];
}

/** An issue in a build. It has no record if it has an error. */
export interface BuildIssue extends IssueFindings {
  readonly slug: string;
  readonly record: StoredRecord | undefined;
  /** Whether this build rendered it. */
  readonly isRendered: boolean;
}

interface BuildShared extends CheckedShared {
  readonly build: SiteBuild;
}

/** Checks the publication for a build, and renders the issues that have changed. */
export async function checkBuild(
  first: SiteBuild,
  store: SiteStore,
  folders: CacheFolders,
  templates: TemplateStore,
  next: Pick<NextSite, 'checked'>,
  workers: readonly RenderWorker[],
): Promise<CheckedBuild> {
  const { source, signal, asOf } = first.options;
  const parts = {
    shared: () => readShared(first, openPictureStore(folders.pictures), templates),
    issues: async ({ publication, found, build }: BuildShared): Promise<BuildIssue[] | undefined> => {
      if (publication === undefined || hasErrors(found.problems)) return undefined;
      const { records, results } = await renderChanged(build, publication, store, folders, next, workers);
      if (signal.aborted) return undefined;
      const rendered = new Map(results.map((result) => [result.slug, result]));
      return [...build.keys.keys()].flatMap((slug) => {
        const record = records.get(slug);
        const findings = rendered.get(slug)?.findings ?? record?.findings;
        return findings ? [{ slug, record, ...findings, isRendered: rendered.has(slug) }] : [];
      });
    },
  };
  const { shared, issues, together } = await runCheck(source.roots.publication, parts, asOf);
  const report = new Report();
  reportCheck({ shared, issues, together }, report);
  const { problems } = plainFound(report);
  const isStopped = signal.aborted || hasErrors(shared.found.problems);
  const { build } = shared;
  return {
    publication: isStopped ? undefined : shared.publication,
    build,
    shared: { key: build.sharedKey, ...plainShared(shared) },
    issues,
    problems,
  };
}

/**
 * Loads and checks the shared parts. Files that change while this reads them are hashed and read again, so that the
 * pages and the findings belong to the hashes under which they are kept.
 */
async function readShared(
  first: SiteBuild,
  cache: PictureCache,
  templates: TemplateStore,
): Promise<BuildShared> {
  const { options } = first;
  let build = first;
  while (true) {
    const kept = await keptShared(build, templates);
    const shared = kept ?? (await checkShared(options.source.roots, cache, templates));
    const [logo] = shared.publication?.logo.keys() ?? [];
    // Nothing is kept without a publication.
    if (shared.publication === undefined || options.signal.aborted || (await isSharedUnchanged(build, logo)))
      return { ...shared, build };
    build = await hashSources(options, { ...build.state, ...build.known }, logo);
  }
}

/** The findings of the last build in the shared parts, if none of these has changed. */
async function keptShared(build: SiteBuild, templates: TemplateStore): Promise<CheckedShared | undefined> {
  const { shared } = build.state;
  if (shared?.key !== build.sharedKey) return undefined;
  const publication = await loadPublication(build.options.source.roots, new Report(), { store: templates });
  return publication && { ...shared, publication, canRender: true };
}
