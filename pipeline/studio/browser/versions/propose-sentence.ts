import type { IssueRow } from '../../protocol/issues.ts';
import type { IssueChanges } from '../../protocol/versions.ts';
import { language, nameOf, t } from '../texts/t.ts';

/** A sentence that says what has changed; the person can replace it. `row` is undefined for a deleted issue. */
export function proposeSentence({ slug, files, from }: IssueChanges, row: IssueRow | undefined): string {
  const name = row?.headline ?? slug;
  if (row === undefined) return t('versionDeletes', { name });
  if (from !== undefined) return t('versionRenames', { from, to: slug });
  if (files.every(({ kind }) => kind === 'new')) return t('versionBegins', { name });
  const topics = new Set(files.map(({ path }) => topicOf(path, row.source)));
  const list = new Intl.ListFormat(language.value, { type: 'conjunction' }).format(topics);
  return `${name}: ${list}`;
}

/** The kind of content in a file: the source, a translation with its record, or a picture. */
function topicOf(path: string, source: string): string {
  const locale = /\/([^/.]+)(?:\.source)?\.yaml$/.exec(path)?.[1];
  if (locale === undefined) return t('versionPictures');
  return locale === source ? t('versionText') : t('versionTranslation', { language: nameOf(locale) });
}
