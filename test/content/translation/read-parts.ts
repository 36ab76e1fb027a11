import { readIssues } from '../../../pipeline/content/read-issues.ts';
import { acceptParts, printRecord } from '../../../pipeline/content/translation/accept-parts.ts';
import type { Part } from '../../../pipeline/content/translation/compare-translation.ts';
import { readTranslations } from '../../../pipeline/content/translation/read-translations.ts';
import { memoryFiles } from '../../../pipeline/foundation/files/memory-files.ts';
import { Report } from '../../../pipeline/foundation/problems/report.ts';

const languages = {
  source: 'en',
  editions: ['en', 'nl'],
  missingTranslation: 'hold' as const,
  typography: {},
};

export interface Texts {
  readonly en: string;
  readonly nl?: string;
  readonly record?: string;
}

/** The parts of one issue's Dutch translation. */
export async function readParts({ en, nl, record }: Texts): Promise<readonly Part[]> {
  const files = memoryFiles({
    'content/spring/en.yaml': en,
    ...(nl !== undefined && { 'content/spring/nl.yaml': nl }),
    ...(record !== undefined && { 'content/spring/nl.source.yaml': record }),
  });
  const report = new Report();
  const [issue] = await readIssues(files, { languages, timeZone: 'UTC' }, ['spring'], report);
  if (issue === undefined) throw new Error('The issue could not be read.');
  const [status] = await readTranslations(files, issue, languages, report);
  return status?.parts ?? [];
}

/** The record of a translation that is accepted as it stands. */
export async function acceptAll(texts: Texts): Promise<string> {
  return printRecord(acceptParts(await readParts(texts), { accepts: () => true }), 'nl.yaml');
}

/** Key and state, for comparing: "body.1 stale". */
export const states = (parts: readonly Part[]) => parts.map(({ key, state }) => `${key} ${state}`);

/** An English and a Dutch article of these paragraphs. */
export function article(headline: string, paragraphs: readonly string[]): string {
  return `kind: article\ndate: 2026-03-09\nstatus: ready\nheadline: ${headline}\nbody:\n${paragraphs.map((text) => `  - ${text}\n`).join('')}`;
}
