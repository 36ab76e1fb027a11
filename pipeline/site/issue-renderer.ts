import { createLanguages } from '../archive/archive-language.ts';
import { renderIssue } from '../archive/render-issue.ts';
import { checkDocuments, checkEditions } from '../check/check-issue.ts';
import { type IssueLinks, linksOf } from '../content/issue-links.ts';
import { readIssues } from '../content/read-issues.ts';
import { openPictureStore } from '../editions/picture-store.ts';
import { createEditionsRenderer } from '../editions/render-editions.ts';
import { hasErrors, type Problem } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { Publication, Roots } from '../publication/publication.ts';
import { openSiteStore, type StoredRecord } from './stored-files.ts';

/** An issue to render, and the key under which its pages are stored. */
export interface IssueTask {
  readonly slug: string;
  readonly key: string;
}

/** An issue that was rendered and stored. One with an error has no record. */
export interface IssueResult {
  readonly slug: string;
  readonly record: StoredRecord | undefined;
  readonly links: IssueLinks;
  readonly problems: readonly Problem[];
}

/** The folders of the cache. */
export interface CacheFolders {
  readonly pages: string;
  readonly pictures: string;
}

export interface IssueRenderer {
  render(tasks: readonly IssueTask[]): Promise<IssueResult[]>;
}

/** Creates the renderer that reads, checks, renders and stores issues. */
export async function createIssueRenderer(
  publication: Publication,
  roots: Roots,
  folders: CacheFolders,
): Promise<IssueRenderer> {
  const files = roots.publication;
  const cache = openPictureStore(folders.pictures);
  const store = openSiteStore(folders.pages);
  // Problems of the logo were reported when the publication was loaded.
  const editions = await createEditionsRenderer(publication, files, new Report(), { cache });
  const languageOf = createLanguages(publication, editions.logo);
  return {
    async render(tasks) {
      const report = new Report();
      const slugs = tasks.map(({ slug }) => slug);
      const read = await readIssues(files, publication.newsletter, slugs, report);
      const renderOne = async ({ slug, key }: IssueTask, index: number): Promise<IssueResult> => {
        const own = new Report(report.problems.filter(({ file }) => slugOf(file, slugs) === slug));
        const issue = read[index];
        if (issue) await checkDocuments(files, publication, issue, own);
        const made = issue && (await editions.render(issue, own));
        if (made) await checkEditions(files, publication, made, own);
        const isWhole = made !== undefined && !hasErrors(own.problems);
        const archived = isWhole ? await renderIssue(languageOf, made, cache) : undefined;
        const links = linksOf(slug, issue?.documents ?? new Map(), publication.newsletter);
        const record = archived && store.write(key, { ...archived, links, problems: own.problems });
        return { slug, record, links, problems: own.problems.map(({ cause: _, ...problem }) => problem) };
      };
      const results: IssueResult[] = [];
      const queue = [...tasks.entries()];
      const lane = async () => {
        for (let next = queue.shift(); next; next = queue.shift())
          results.push(await renderOne(next[1], next[0]));
      };
      // While other threads draw the pictures of one issue, this thread renders the next.
      await Promise.all([lane(), lane(), lane()]);
      return results;
    },
  };
}

/** The issue that a problem belongs to, by its file; the first issue for a problem without a file. */
function slugOf(file: string | undefined, slugs: readonly string[]): string | undefined {
  const [, slug = ''] = file?.split('/') ?? [];
  return slugs.includes(slug) ? slug : slugs[0];
}
