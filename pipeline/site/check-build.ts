import { type CheckedShared, checkShared } from '../check/check-shared.ts';
import { type IssueFindings, plainShared, reportCheck, runCheck } from '../check/run-check.ts';
import { loadPublication } from '../content/extensions/load-publication.ts';
import { openPictureStore } from '../editions/picture-store.ts';
import { hasErrors, type Problem } from '../foundation/problems/problem.ts';
import { plainFound, Report } from '../foundation/problems/report.ts';
import type { Publication } from '../publication/publication.ts';
import type { TemplateStore } from '../publication/templates/template-store.ts';
import type { CacheFolders } from './issue-renderer.ts';
import type { NextSite } from './next-site.ts';
import { renderChanged } from './render-changed.ts';
import type { KeptShared } from './site-state.ts';
import { type SiteBuild, startBuild } from './start-build.ts';
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
): Promise<CheckedBuild> {
  const { source, signal, asOf } = first.options;
  const parts = {
    shared: async (): Promise<BuildShared> => {
      const kept = await keptShared(first, templates);
      if (kept) return kept;
      const shared = await checkShared(source.roots, openPictureStore(folders.pictures), templates);
      const [logo] = shared.publication?.logo.keys() ?? [];
      return { ...shared, build: logo === first.state.logo ? first : await startBuild(first.options, logo) };
    },
    issues: async ({ publication, found, build }: BuildShared): Promise<BuildIssue[] | undefined> => {
      if (publication === undefined || hasErrors(found.problems)) return undefined;
      const { records, results } = await renderChanged(build, publication, store, folders, next);
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

/** The findings of the last build in the shared parts, if none of these has changed. */
async function keptShared(build: SiteBuild, templates: TemplateStore): Promise<BuildShared | undefined> {
  const { shared } = build.state;
  if (shared?.key !== build.sharedKey) return undefined;
  const publication = await loadPublication(build.options.source.roots, new Report(), templates);
  return publication && { ...shared, publication, canRender: true, build };
}
