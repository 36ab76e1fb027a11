import { checkTogether } from '../check/check-together.ts';
import { readIssue } from '../content/read-issues.ts';
import { readTranslations } from '../content/translation/read-translations.ts';
import type { Files } from '../foundation/files/files.ts';
import { Report } from '../foundation/problems/report.ts';
import { type IssueSummary, summarise } from './issue-summary.ts';
import { keepFiles } from './kept-files.ts';
import type { KnownLinks } from './known-links.ts';
import type { OpenIssue, OpenIssueState } from './open-issue.ts';
import type { OpenIssues } from './open-issues.ts';
import type { UsableShared } from './shared-parts.ts';

/** Keeps the summaries of issues whose files and settings have not changed. */
export interface SummaryStore {
  /**
   * The kept summaries of unchanged issues, by slug. None if files that all issues share have changed since
   * `openedAt`, in milliseconds since 1970.
   */
  read(openedAt: number): Promise<ReadonlyMap<string, IssueSummary>>;
  /** Keeps those of the summaries whose sources are as they were when `read` was called. */
  write(summaries: ReadonlyMap<string, IssueSummary>): Promise<void>;
}

interface IssueSummariesOptions {
  readonly issues: OpenIssues;
  readonly links: KnownLinks;
  /** The publication's files. Nothing keeps what is read from them. */
  readonly files: Files;
  readonly store: SummaryStore | undefined;
  /** In milliseconds since 1970. */
  readonly clock: () => number;
  readonly shared: () => UsableShared | undefined;
  /** Checks an issue that somebody has opened, which also summarises it. */
  readonly upToDate: (slug: string) => Promise<OpenIssue | undefined>;
}

/** Summarises issues, and compares all of them with each other. */
export class IssueSummaries {
  readonly #options: IssueSummariesOptions;
  /** Whether the issues have been checked against each other as their references are now. */
  #isCompared = false;
  #hasReadKept = false;
  /** Whether all issues have been summarised once. */
  #isComplete = false;

  constructor(options: IssueSummariesOptions) {
    this.#options = options;
  }

  /**
   * Summarises the issues that have changed or were never read, newest first, and checks all issues against each
   * other. Yields the name of each issue with a new summary or other problems. `openedAt` is the moment at which
   * the publication was opened, in milliseconds since 1970.
   */
  async *summariseAll(openedAt: number): AsyncGenerator<string> {
    const { issues, store } = this.#options;
    yield* await this.#useKept(openedAt);
    let count = 0;
    for (const { slug } of issues.newestFirst()) {
      if (!(await this.#summarise(slug))) continue;
      count++;
      yield slug;
    }
    yield* await this.compare();
    const isFirst = !this.#isComplete;
    this.#isComplete = true;
    // The store keeps nothing of an issue that has changed since it was read, so it has all that it can keep.
    if (count === 0 || !isFirst || store === undefined) return;
    const summaries = issues
      .newestFirst()
      .flatMap(({ slug, isSummarised, summary }) =>
        isSummarised && summary ? [[slug, summary] as const] : [],
      );
    await store.write(new Map(summaries));
  }

  set(opened: OpenIssueState, summary: IssueSummary): void {
    if (JSON.stringify(opened.summary?.links) !== JSON.stringify(summary.links)) this.#isCompared = false;
    opened.summary = summary;
    opened.isSummarised = true;
  }

  /** Makes the next `compare` check the issues again, because one has appeared or disappeared. */
  forgetComparison(): void {
    this.#isCompared = false;
  }

  /** Checks all issues against each other if their references have changed. Returns those with other problems. */
  async compare(): Promise<string[]> {
    const { issues, links, files, shared, clock } = this.#options;
    const newsletter = shared()?.publication.newsletter;
    if (newsletter === undefined || this.#isCompared) return [];
    this.#isCompared = true;
    const report = new Report();
    report.weigh(newsletter.check.codes);
    await checkTogether(files, await links.all(issues.newestFirst(), newsletter), clock(), report);
    const bySlug = Map.groupBy(report.problems, ({ file = '' }) => file.split('/')[1]);
    return issues.newestFirst().flatMap(({ slug }) => {
      const opened = issues.get(slug);
      const together = bySlug.get(slug) ?? [];
      if (opened === undefined || JSON.stringify(opened.together) === JSON.stringify(together)) return [];
      opened.together = together;
      return [slug];
    });
  }

  /** Takes the summaries of the last start for issues that are as they were. Returns their names. */
  async #useKept(openedAt: number): Promise<string[]> {
    const { issues, store, shared } = this.#options;
    if (store === undefined || this.#hasReadKept) return [];
    this.#hasReadKept = true;
    const used = shared();
    const before = new Map(issues.newestFirst().map((issue) => [issue.slug, issue]));
    const kept = await store.read(openedAt);
    if (used !== shared()) return [];
    return [...kept].flatMap(([slug, summary]) => {
      const opened = issues.get(slug);
      // The issue was opened or has changed in the meantime.
      if (opened === undefined || opened !== before.get(slug) || opened.read) return [];
      this.set(opened, summary);
      return [slug];
    });
  }

  /** Summarises an issue unless its summary is current. The files of an issue that nobody has opened are not kept. */
  async #summarise(slug: string): Promise<boolean> {
    const { issues, shared, upToDate } = this.#options;
    const opened = issues.get(slug);
    const used = shared();
    if (opened === undefined || opened.isSummarised || used === undefined) return false;
    if (opened.read !== undefined) return (await upToDate(slug)) !== undefined;
    const { publication } = used;
    // The check and the comparison of translations read the same files.
    const files = keepFiles(this.#options.files);
    const { languages } = publication.newsletter;
    const report = new Report();
    const read = await readIssue(files, publication.newsletter, slug, report);
    const { checkIssue } = await import('../check/check-issue.ts');
    const { inDocuments, links } = await checkIssue(files, publication, read, report);
    const translations = await readTranslations(files, read, languages, new Report());
    // A later change has replaced the issue or the settings, and the next turn summarises it.
    if (issues.get(slug) !== opened || shared() !== used) return false;
    const { problems } = inDocuments;
    this.set(
      opened,
      summarise({ read, translations, problems, links }, languages.editions, opened.summary?.headline),
    );
    return true;
  }
}
