import type { Report } from '../../foundation/problems/report.ts';
import { namespaces } from '../../publication/locales/read-locales.ts';
import { layersOf, type Publication, type Roots } from '../../publication/publication.ts';
import type { Part } from './compare-translation.ts';
import { compareLocale, readLocaleRecord } from './locale-records.ts';
import { diffTexts, diffWords, formatDiff } from './word-diff.ts';

/** Reports the texts of the interface that were translated from words that the source does not say any more. */
export async function checkInterface(
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
