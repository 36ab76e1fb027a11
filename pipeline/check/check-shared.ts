import { checkInterface } from '../content/translation/check-translations.ts';
import type { PictureCache } from '../editions/convert-picture.ts';
import { preparePictures } from '../editions/pictures.ts';
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
  const ofLogo = new Report();
  let drawing: Promise<unknown> | undefined;
  const publication = await loadShared(roots, report, {
    store,
    // Another process may draw the logo meanwhile.
    onNewsletter: ({ theme, check }, logo) => {
      ofLogo.weigh(check.codes);
      drawing = preparePictures(roots.publication, logo, ofLogo, { cache, ground: theme.light.surface });
      drawing.catch(() => {}); // Awaited below, unless the publication has an error that is reported instead.
    },
  });
  const canRender = publication !== undefined && report.errors === 0;
  if (publication === undefined) return { publication, canRender, found: report, weights: {}, ifUnused: [] };
  await checkInterface(roots, publication, report);
  await drawing;
  report.include(ofLogo);
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
