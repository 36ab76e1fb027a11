import type { Report } from '../../foundation/problems/report.ts';
import { readInterface } from '../../publication/locales/read-interface.ts';
import { layersOf, type Publication, type Roots } from '../../publication/publication.ts';
import type { Part } from './compare-translation.ts';
import { diffTexts, diffWords, formatDiff } from './word-diff.ts';

/** Reports interface texts whose source has changed since they were translated. */
export async function checkInterface(
  roots: Roots,
  { newsletter, texts, unfinished }: Publication,
  report: Report,
): Promise<void> {
  report.weigh(newsletter.check.codes);
  const { source, missingTranslation } = newsletter.languages;
  for (const locale of texts.keys()) {
    if (locale === source) continue;
    const isSpared = unfinished.has(locale) && missingTranslation !== 'refuse';
    const severity = isSpared ? 'warning' : 'error';
    for (const part of await readInterface(layersOf(roots), texts, { source, locale }, report)) {
      if (part.state !== 'stale') continue;
      const diff = formatDiff(diffTexts(part.was ?? '', part.source ?? ''));
      report.add('locale-key-stale', { key: part.key, diff, locale }, part.own?.place, { severity });
    }
  }
}

/** The name of a part in messages: "the headline", "this paragraph". */
export function partName({ list, kind }: Pick<Part, 'list' | 'kind'>): string {
  return list === 'fields' ? `the ${kind}` : `this ${kind}`;
}

/** The change in the source of a stale part, on one line. */
export function describeChange({ was, source }: Pick<Part, 'was' | 'source'>): string {
  const changes = diffWords(was ?? {}, source ?? {});
  const isAlone = Object.keys(source ?? {}).length === 1;
  return changes
    .map(({ field, parts }) => (isAlone ? formatDiff(parts) : `${field}: ${formatDiff(parts)}`))
    .join('; ');
}
