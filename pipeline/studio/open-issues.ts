import { readIssues } from '../content/read-issues.ts';
import type { Files } from '../foundation/files/files.ts';
import { Report } from '../foundation/problems/report.ts';
import type { Publication } from '../publication/publication.ts';
import { createOpenIssue, nothingRendered, type OpenIssue, type OpenIssueState } from './open-issue.ts';

/** The issues of a publication, as their files were when they were last read. */
export class OpenIssues {
  readonly #files: Files;
  readonly #issues = new Map<string, OpenIssueState>();
  /** The version since which the files of an issue other than its texts may be different, by slug. */
  readonly #changedAt = new Map<string, number>();
  #version = 0;

  constructor(files: Files) {
    this.#files = files;
  }

  newestFirst(): OpenIssue[] {
    return [...this.#issues.values()].sort((a, b) => (a.slug < b.slug ? 1 : -1));
  }

  get(slug: string): OpenIssueState | undefined {
    return this.#issues.get(slug);
  }

  /** Adds an issue by its name. `read` reads its contents. */
  add(slug: string): void {
    this.#issues.set(slug, createOpenIssue(slug, ++this.#version));
  }

  /** Notes that the files of an issue may have changed. They are read when somebody opens the issue. */
  forget(slug: string): void {
    const known = this.#issues.get(slug);
    const { views, summary, together } = known ?? {};
    const next = createOpenIssue(slug, ++this.#version);
    const kept = { ...(views && { views }), summary, together: together ?? [] };
    this.#issues.set(slug, { ...next, ...kept, readAt: this.#version });
  }

  delete(slug: string): void {
    this.#issues.delete(slug);
  }

  /** Reads the issue's files. Of two readings at the same time, the one that began later counts. */
  async read(slug: string, publication: Publication | undefined): Promise<OpenIssueState> {
    const known = this.#issues.get(slug);
    const before = known ?? createOpenIssue(slug, ++this.#version);
    if (publication === undefined) return before;
    const readAt = ++this.#version;
    const filesAt = this.#changedAt.get(slug) ?? 0;
    const report = new Report();
    const [read] = await readIssues(this.#files, publication.newsletter, [slug], report);
    if (read === undefined) return before;
    const now = this.#issues.get(slug);
    if (now && now.readAt > readAt) return now.read === undefined ? this.read(slug, publication) : now;
    // The folder was deleted or renamed in the meantime.
    if (known && now === undefined) return before;
    const opened: OpenIssueState = {
      ...before,
      ...nothingRendered(),
      read,
      readAt,
      filesAt,
      inspecting: undefined,
      isSummarised: false,
      version: ++this.#version,
      problems: report.problems,
    };
    this.#issues.set(slug, opened);
    return opened;
  }

  /**
   * Makes the views of these issues different from now on, even if their articles have not changed. `read` or `forget`
   * follows. A rendering in progress may still use the earlier files, and its view will not count as current.
   */
  forgetViews(slugs: readonly string[]): void {
    for (const slug of slugs) this.#changedAt.set(slug, ++this.#version);
  }

  /**
   * Makes the next request compute the views and problems of an issue again. The content stays if reading the
   * files would give the same result.
   */
  touch(slug: string, isReadAsBefore: boolean): void {
    const opened = this.#issues.get(slug);
    if (!opened) return;
    const read = isReadAsBefore ? opened.read : undefined;
    const problems = isReadAsBefore ? opened.problems : [];
    this.#issues.set(slug, {
      ...opened,
      ...nothingRendered(),
      read,
      problems,
      isSummarised: isReadAsBefore && opened.isSummarised,
      // An inspection that has not ended would describe the object before this one.
      inspecting: read && opened.isSummarised ? opened.inspecting : undefined,
      version: ++this.#version,
    });
  }
}
