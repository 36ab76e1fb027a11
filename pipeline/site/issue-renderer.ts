import pMap from 'p-map';
import { createLanguages } from '../archive/archive-language.ts';
import { renderIssue } from '../archive/render-issue.ts';
import { type CheckedIssue, readAndCheckIssue } from '../check/check-issue.ts';
import { openEditionStore } from '../check/kept-editions.ts';
import { type IssueFindings, plainIssue } from '../check/run-check.ts';
import { readIssue } from '../content/read-issues.ts';
import { openFormStore } from '../editions/mjml/form-store.ts';
import { openPictureStore } from '../editions/picture-store.ts';
import { createEditionsRenderer } from '../editions/render-editions.ts';
import { hasErrors } from '../foundation/problems/problem.ts';
import { Report } from '../foundation/problems/report.ts';
import type { Publication } from '../publication/publication.ts';
import type { CacheFolders } from './cache-folders.ts';
import { type HashedIssue, keyAfterReading } from './key-after-reading.ts';
import type { SiteSource } from './site-source.ts';
import { openSiteStore, type SiteStore, type StoredRecord } from './stored-files.ts';

/** An issue to render, and the key under which to store its pages. */
export interface IssueTask extends HashedIssue {
  /** The hash of everything that all issues depend on, as this thread has loaded it. */
  readonly engine: string;
  /** The key of the issue at the last build, whose cards may still be right. */
  readonly last?: string;
  /** The findings of a check of the same sources, which are then not checked again. */
  readonly findings?: IssueFindings;
}

/** An issue that was checked, rendered and stored. It has no record if it has an error. */
export interface IssueResult {
  readonly slug: string;
  readonly record: StoredRecord | undefined;
  readonly findings: IssueFindings;
}

export interface IssueRenderer {
  /** Begins no further issue once the signal is aborted, and returns those that it has finished. */
  render(tasks: readonly IssueTask[], signal?: AbortSignal): Promise<IssueResult[]>;
}

/**
 * Creates a renderer that reads, checks, renders and stores issues. `asOf` is the moment of the build.
 */
export async function createIssueRenderer(
  publication: Publication,
  source: SiteSource,
  folders: CacheFolders,
  asOf: number,
  store: SiteStore = openSiteStore(folders.pages),
): Promise<IssueRenderer> {
  const files = source.roots.publication;
  const cache = openPictureStore(folders.pictures);
  const keptEditions = openEditionStore(folders.editions, asOf);
  const forms = openFormStore(openPictureStore(folders.forms));
  // Problems of the logo were reported when the publication was loaded.
  const editions = await createEditionsRenderer(publication, files, new Report(), { cache, forms });
  const languageOf = createLanguages(publication, editions.logo);
  return {
    async render(tasks, signal) {
      const renderOne = async (task: IssueTask): Promise<IssueResult> => {
        const { slug, engine, last } = task;
        const check = () => readAndCheckIssue(files, publication, slug, editions);
        let checked = task.findings ? await renderChecked(slug, task.findings) : await check();
        const key = await keyAfterReading(source, engine, task);
        // Its files have changed since they were checked.
        if (task.findings && key !== task.key) checked = await check();
        const { rendered } = checked;
        keptEditions.keep(key, publication.newsletter, checked);
        const findings = plainIssue(checked);
        const problems = [...findings.inDocuments.problems, ...findings.inEditions.problems];
        const isWhole = rendered !== undefined && !hasErrors(problems);
        const keptCards = (madeFrom: string) =>
          last === undefined ? undefined : store.picture(last, madeFrom);
        const archived = isWhole ? await renderIssue(languageOf, rendered, cache, keptCards) : undefined;
        const record = archived && (await store.write(key, { ...archived, findings }));
        return { slug, record, findings };
      };
      // While other threads draw the pictures of one issue, this thread renders the next one.
      const unlessStopped = async (task: IssueTask) => (signal?.aborted ? [] : [await renderOne(task)]);
      return (await pMap(tasks, unlessStopped, { concurrency: 3 })).flat();
    },
  };

  /** Reads and renders an issue that a check has checked. */
  async function renderChecked(slug: string, findings: IssueFindings): Promise<CheckedIssue> {
    const read = await readIssue(files, publication.newsletter, slug, new Report());
    const rendered = await editions.render(read, new Report());
    return { ...findings, read, rendered };
  }
}
