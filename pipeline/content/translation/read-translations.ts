import type { Files } from '../../foundation/files/files.ts';
import type { Report } from '../../foundation/problems/report.ts';
import { appearsIn, sourceOf } from '../parse-document.ts';
import type { ReadIssue } from '../read-issues.ts';
import { compareTranslation, type Part, type PartState } from './compare-translation.ts';
import { readRecord } from './source-record.ts';

/** An issue's translation into one language, part by part. */
export interface TranslationStatus {
  readonly slug: string;
  readonly locale: string;
  /** Whether the file exists. */
  readonly exists: boolean;
  readonly parts: readonly Part[];
  readonly counts: Readonly<Record<PartState, number>>;
}

/** Reads the state of an issue's translations. Empty if the source cannot be read. */
export async function readTranslations(
  files: Files,
  { slug, documents }: Pick<ReadIssue, 'slug' | 'documents'>,
  { editions }: { editions: readonly string[] },
  report: Report,
): Promise<TranslationStatus[]> {
  const [sourceLocale, source] = sourceOf(documents) ?? [];
  if (source === undefined) return [];
  const statuses: TranslationStatus[] = [];
  for (const locale of editions) {
    if (locale === sourceLocale || !appearsIn(source, locale)) continue;
    const translation = documents.get(locale);
    const record = await readRecord(files, slug, locale, report);
    const parts = compareTranslation(source, translation, record);
    statuses.push({ slug, locale, exists: translation !== undefined, parts, counts: countParts(parts) });
  }
  return statuses;
}

function countParts(parts: readonly Part[]): TranslationStatus['counts'] {
  const counts = { done: 0, stale: 0, machine: 0, missing: 0, extra: 0, kept: 0, omitted: 0, only: 0 };
  for (const { state } of parts) counts[state]++;
  return counts;
}
