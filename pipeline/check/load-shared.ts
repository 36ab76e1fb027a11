import { loadPublication } from '../content/extensions/load-publication.ts';
import type { Report } from '../foundation/problems/report.ts';
import { checkLocales } from '../publication/locales/check-locales.ts';
import { checkOriginals } from '../publication/originals/check-originals.ts';
import { type Publication, type Roots, templateKinds } from '../publication/publication.ts';
import type { ReadingOptions } from '../publication/read-publication.ts';
import { lintTemplates } from '../publication/templates/lint-templates.ts';
import { checkClients } from './check-clients.ts';
import { reportFindings } from './report-findings.ts';
import { templateRules } from './template-rules.ts';

/**
 * Loads the shared parts of all issues (the configuration, the templates and the interface texts) and checks
 * that they fit together. Undefined if the configuration cannot be used.
 */
export async function loadShared(
  roots: Roots,
  report: Report,
  options?: ReadingOptions,
): Promise<Publication | undefined> {
  const before = report.errors;
  const publication = await loadPublication(roots, report, options);
  if (publication === undefined) return undefined;
  const isRead = report.errors === before;
  const uses = templateKinds.flatMap((kind) =>
    lintTemplates(
      publication.templates[kind],
      templateRules[kind],
      report,
      publication.helpers,
      options?.store,
    ),
  );
  const { newsletter, texts, unfinished } = publication;
  const policy = newsletter.languages.missingTranslation;
  const spared = policy === 'refuse' ? new Set<string>() : new Set(unfinished.keys());
  checkLocales(texts, uses, isRead, report, spared);
  for (const [locale, progress] of unfinished) {
    const severity = policy === 'refuse' ? 'error' : 'warning';
    report.add(
      'locale-unfinished',
      { locale, policy, ...progress },
      { file: `locales/${locale}` },
      { severity },
    );
  }
  await checkOriginals(roots, report);
  await reportFindings(roots.publication, checkClients(newsletter, publication.accepted), report);
  return publication;
}
