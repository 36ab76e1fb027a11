import { checkInterface } from '../content/translation/check-translations.ts';
import type { PictureCache } from '../editions/convert-picture.ts';
import { type PreparedLogo, prepareLogo } from '../editions/prepare-logo.ts';
import { Report } from '../foundation/problems/report.ts';
import type { Publication, Roots } from '../publication/publication.ts';
import type { TemplateStore } from '../publication/templates/template-store.ts';
import { checkAcceptedUse } from './check-clients.ts';
import { loadShared } from './load-shared.ts';
import { reportFindings } from './report-findings.ts';
import type { SharedFindings, UnusedFeature } from './run-check.ts';

export interface CheckedShared extends SharedFindings {
  /** Undefined if newsletter.yaml or an extension cannot be used. */
  readonly publication: Publication | undefined;
  /**
   * Whether to render editions. An error in a template or a text would occur in every edition, so it is
   * reported once and nothing is rendered.
   */
  readonly canRender: boolean;
}

/**
 * Checks the shared parts of all issues, which is the first part of a check. `cache` stores the converted
 * logo, and `store` the compiled templates.
 */
export async function checkShared(
  roots: Roots,
  cache?: PictureCache,
  store?: TemplateStore,
): Promise<CheckedShared> {
  const report = new Report();
  const unneeded = new AbortController();
  let drawing: Promise<PreparedLogo> | undefined;
  let publication: Publication | undefined;
  try {
    publication = await loadShared(roots, report, {
      store,
      // Another process may draw the logo meanwhile.
      onNewsletter: (newsletter, logo) => {
        drawing = prepareLogo(roots.publication, newsletter, logo, { cache, signal: unneeded.signal });
        drawing.catch(() => {}); // Awaited below, unless the publication has an error that is reported instead.
      },
    });
  } finally {
    if (publication === undefined) unneeded.abort();
  }
  const canRender = publication !== undefined && report.errors === 0;
  if (publication === undefined) return { publication, canRender, found: report, weights: {}, ifUnused: [] };
  await checkInterface(roots, publication, report);
  if (drawing) report.include((await drawing).problems);
  const weights = publication.newsletter.check.codes;
  return {
    publication,
    canRender,
    found: report,
    weights,
    ifUnused: await findingsIfUnused(roots, publication),
  };
}

/** For each feature that the publication itself accepts, the finding to report if no edition uses it. */
async function findingsIfUnused(
  roots: Roots,
  { newsletter, accepted }: Publication,
): Promise<UnusedFeature[]> {
  const own = accepted.filter(({ isOwn }) => isOwn);
  return Promise.all(
    own.map(async (each) => {
      const report = new Report();
      report.weigh(newsletter.check.codes);
      await reportFindings(roots.publication, checkAcceptedUse(each), report);
      return { feature: each.feature, found: report };
    }),
  );
}
