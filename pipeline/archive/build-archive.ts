import { type PictureCache, uncached } from '../editions/convert-picture.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import type { Publication } from '../publication/publication.ts';
import type { ArchiveFile } from './archive-file.ts';
import { createLanguages } from './archive-language.ts';
import type { EditionTexts } from './edition-texts.ts';
import type { IssueEntry } from './issue-entry.ts';
import { planIndexes } from './plan-indexes.ts';
import { renderIssue } from './render-issue.ts';

/**
 * The static site of these issues, all of it held in memory: a page per ready edition, the mail beside it, front
 * pages, years, topics, a search and feeds per language, and what machines read. Plain data; nothing is written.
 */
export async function buildArchive(
  publication: Publication,
  issues: readonly RenderedIssue[],
  cache: PictureCache = uncached,
): Promise<ArchiveFile[]> {
  const logo = [...publication.logo.keys()].flatMap((path) => issues[0]?.assets.get(path) ?? [])[0];
  const languageOf = createLanguages(publication, logo);
  const languages = publication.newsletter.languages.editions.map(languageOf);
  const entries: IssueEntry[] = [];
  const texts = new Map<string, EditionTexts>();
  const files = new Map<string, ArchiveFile>();
  if (logo) files.set(logo.path, { path: logo.path, content: logo.bytes, madeFrom: logo.madeFrom });
  for (const issue of issues) {
    const archived = await renderIssue(languageOf, issue, cache);
    if (archived.entry.editions.length > 0) entries.push(archived.entry);
    for (const file of archived.files) files.set(file.path, file);
    for (const [locale, text] of archived.texts) texts.set(`${locale}/${issue.issue.slug}`, text);
  }
  const input = {
    languages,
    issues: entries,
    async textsOf({ locale, issue }: { locale: string; issue: string }) {
      return texts.get(`${locale}/${issue}`) ?? { content: '', terms: '' };
    },
  };
  for (const { make } of planIndexes(input)) for (const file of await make()) files.set(file.path, file);
  return [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
