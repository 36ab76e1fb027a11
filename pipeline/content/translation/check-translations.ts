import type { Report } from '../../foundation/problems/report.ts';
import { namespaces } from '../../publication/locales/read-locales.ts';
import { layersOf, type Publication, type Roots } from '../../publication/publication.ts';
import type { ReadIssue } from '../read-issues.ts';
import { compareTranslation, type Part } from './compare-translation.ts';
import { compareLocale, readLocaleRecord } from './locale-records.ts';
import { readRecord } from './source-record.ts';
import { diffTexts, diffWords, formatDiff } from './word-diff.ts';

/**
 * Reports what was translated from words that the source does not say any more: blocks of issues (an error in a
 * ready edition, a warning in a draft) and texts of the interface. What has no record is taken as it is.
 */
export async function checkTranslations(
  roots: Roots,
  publication: Publication,
  issues: readonly ReadIssue[],
  report: Report,
): Promise<void> {
  await checkInterface(roots, publication, report);
  for (const issue of issues) await checkIssueTranslations(roots, publication, issue, report);
}

/** The same for one issue, without the interface. */
export async function checkIssueTranslations(
  { publication: files }: Roots,
  { newsletter }: Publication,
  { slug, documents }: ReadIssue,
  report: Report,
): Promise<void> {
  const source = documents.get(newsletter.languages.source);
  if (source === undefined) return;
  for (const [locale, translation] of documents) {
    const record = translation === source ? undefined : await readRecord(files, slug, locale, report);
    if (record === undefined) continue;
    const status = translation.fields?.['status'] ?? source.fields?.['status'];
    const severity = status === 'ready' ? 'error' : 'warning';
    for (const part of compareTranslation(source, translation, record)) {
      const place = translation.reading.tree.place(part.translationPath ?? []);
      const data = { part: partName(part), slug, locale };
      if (part.state === 'machine') report.add('translation-machine', data, place, { severity });
      if (part.state !== 'stale') continue;
      report.add('translation-stale', { ...data, diff: describeChange(part) }, place, { severity });
    }
  }
}

async function checkInterface(
  roots: Roots,
  { newsletter, texts }: Publication,
  report: Report,
): Promise<void> {
  const { source } = newsletter.languages;
  for (const [locale, own] of texts) {
    if (locale === source) continue;
    for (const namespace of namespaces) {
      const record = await readLocaleRecord(layersOf(roots), locale, namespace, report);
      for (const part of compareLocale({ namespace, locale, source: texts.get(source), own, record })) {
        if (part.state !== 'stale') continue;
        const diff = formatDiff(diffTexts(part.was ?? '', part.source ?? ''));
        report.add('locale-key-stale', { key: part.key, diff, locale }, part.own?.place);
      }
    }
  }
}

/** "the headline", "this paragraph". */
export function partName({ list, kind }: Pick<Part, 'list' | 'kind'>): string {
  return list === 'fields' ? `the ${kind}` : `this ${kind}`;
}

/** What changed in the source of a stale part, on one line. */
export function describeChange({ was, source }: Pick<Part, 'was' | 'source'>): string {
  const changes = diffWords(was ?? {}, source ?? {});
  const isAlone = Object.keys(source ?? {}).length === 1;
  return changes
    .map(({ field, parts }) => (isAlone ? formatDiff(parts) : `${field}: ${formatDiff(parts)}`))
    .join('; ');
}
