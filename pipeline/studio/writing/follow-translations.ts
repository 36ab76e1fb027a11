import type { ParsedDocument } from '../../content/parse-document.ts';
import type { TranslationStatus } from '../../content/translation/read-translations.ts';
import { readRecord, recordPath } from '../../content/translation/source-record.ts';
import { followSource, type SourceChange } from '../../content/writing/follow-source.ts';
import { SourceEditor } from '../../foundation/edits/edit-source.ts';
import type { Files } from '../../foundation/files/files.ts';
import { createSource } from '../../foundation/problems/place.ts';
import { fail, type Problem, ProblemError } from '../../foundation/problems/problem.ts';
import { Report } from '../../foundation/problems/report.ts';
import type { DeskFiles, Written } from '../desk-files.ts';
import type { PlannedList } from './plan-write.ts';

/** A language whose files could not follow, and why. */
export interface UnfollowedLocale {
  readonly locale: string;
  readonly problems: readonly Problem[];
}

interface Translations {
  readonly slug: string;
  readonly locales: readonly string[];
  /** The translations that could be read, by locale. */
  readonly documents: ReadonlyMap<string, ParsedDocument>;
  /** The parts of each translation, before the change. */
  readonly statuses: readonly TranslationStatus[];
  readonly files: Files;
  readonly deskFiles: DeskFiles;
}

/**
 * The files of all translations after a change of their source. A language whose file refuses the change
 * stays as it is.
 */
export async function followTranslations(
  change: Omit<SourceChange, 'lists'> & { readonly lists: readonly PlannedList[] },
  { slug, locales, documents, statuses, files, deskFiles }: Translations,
): Promise<{ readonly written: readonly Written[]; readonly unfollowed: readonly UnfollowedLocale[] }> {
  const written: Written[] = [];
  const unfollowed: UnfollowedLocale[] = [];
  for (const locale of locales) {
    const file = `content/${slug}/${locale}.yaml`;
    const text = await deskFiles.read(file);
    if (text === undefined || text.trim() === '') continue;
    try {
      const document = documents.get(locale);
      if (!document?.reading.isSound) {
        if (change.lists.some(isRearranged)) refuseBroken(file, text);
        continue;
      }
      const { parts = [] } = statuses.find((each) => each.locale === locale) ?? {};
      const record = recordPath(slug, locale);
      const recordText = await deskFiles.read(record);
      const report = new Report();
      const known = await readRecord(files, slug, locale, report);
      const lists = change.lists.map((each) => ({ ...each, revived: each.revived?.get(locale) }));
      const followed = followSource({ ...change, lists }, { file, text, document, record: known, parts });
      written.push({ path: file, before: text, after: followed.text });
      if (followed.record === undefined) continue;
      // A record that cannot be read may have entries that a new one would lose.
      if (recordText !== undefined && known === undefined)
        unfollowed.push({ locale, problems: report.problems });
      else written.push({ path: record, before: recordText, after: followed.record });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      unfollowed.push({ locale, problems: error.problems });
    }
  }
  return { written, unfollowed };
}

/** Throws the reason why nothing in the file can be changed. */
function refuseBroken(file: string, text: string): never {
  new SourceEditor(createSource(file, text));
  return fail('edit-syntax', {}, { file });
}

/** Whether blocks were moved, removed, copied, joined or converted: more than fields and new blocks. */
function isRearranged({ before, next, joins }: PlannedList): boolean {
  const from = next.flatMap((each) => ('from' in each ? each.from : []));
  return (
    from.length < before.length ||
    from.some((each, at) => each !== at) ||
    joins.some((each) => each.length > 0) ||
    next.some((each) => 'copyOf' in each || ('from' in each && each.become !== undefined))
  );
}
