import type { ArchivedIssue } from '../archive/render-issue.ts';
import type { RenderedIssue } from '../editions/render-editions.ts';
import type { Files } from '../foundation/files/files.ts';
import { Report } from '../foundation/problems/report.ts';
import type { Publication } from '../publication/publication.ts';
import type { OpenIssueState } from './open-issue.ts';
import type { PastView, RenderedView } from './rendered-view.ts';
import type { StudioRenderer } from './studio-renderer.ts';

/** Finds the last good view of an edition that has been broken since the studio was opened. */
export type LastGood = (slug: string, locale: string) => Promise<PastView | undefined>;

/**
 * Renders open issues: views with anchors, editions as they are sent, and pages of the archive. Each of them
 * is rendered only once.
 */
export class IssueRenderings {
  readonly #files: Files;
  readonly #renderer: StudioRenderer;
  readonly #lastGood: LastGood;

  constructor(files: Files, renderer: StudioRenderer, lastGood: LastGood = async () => undefined) {
    this.#files = files;
    this.#renderer = renderer;
    this.#lastGood = lastGood;
  }

  /** The view of an edition, or the last good view while the edition cannot be rendered. */
  async view(
    opened: OpenIssueState,
    locale: string,
    publication: Publication | undefined,
  ): Promise<RenderedView | undefined> {
    const viewing = opened.viewing.get(locale) ?? this.#render(opened, locale, publication);
    opened.viewing.set(locale, viewing);
    await viewing;
    return opened.views.get(locale);
  }

  /** The issue's editions as they are sent and published, without anchors. */
  async rendered(
    opened: OpenIssueState,
    publication: Publication | undefined,
  ): Promise<RenderedIssue | undefined> {
    if (publication === undefined) return undefined;
    opened.rendering ??= this.#renderPlain(opened, publication);
    return opened.rendering;
  }

  /** The archive's files of the issue, with drafts treated as ready. */
  async published(
    opened: OpenIssueState,
    publication: Publication | undefined,
  ): Promise<ArchivedIssue | undefined> {
    const rendered = await this.rendered(opened, publication);
    if (rendered === undefined) return undefined;
    opened.publishing ??= this.#renderer.publish(rendered);
    return opened.publishing;
  }

  /** Renders one language after the other, so that the page can show the first while the next is rendered. */
  #render(opened: OpenIssueState, locale: string, publication: Publication | undefined): Promise<void> {
    const before = opened.queue;
    opened.queue = before
      .catch(() => {}) // The request for that language reports the failure.
      .then(nextTurn)
      .then(() => (publication ? this.#renderOne(opened, locale) : undefined));
    return opened.queue;
  }

  async #renderOne(opened: OpenIssueState, locale: string): Promise<void> {
    const { read, version, filesAt, views } = opened;
    if (read === undefined) return;
    // The rendering of a later change may have finished first.
    const isLate = () => (views.get(locale)?.version ?? 0) > version;
    if (read.issue !== undefined) {
      const request = { read, issue: read.issue, locale, version, filesAt, known: views.get(locale) };
      const view = await this.#renderer.view(request);
      if (view && !isLate()) views.set(locale, view);
    }
    if (read.documents.has(locale)) {
      if (!views.has(locale)) await this.#viewFromHistory(opened, locale);
    } else if (!isLate()) views.delete(locale); // Without a file, there is no edition.
  }

  /** An edition that has been broken since the studio was opened is shown as it was in git. */
  async #viewFromHistory({ slug, views }: OpenIssueState, locale: string): Promise<void> {
    const history = await this.#lastGood(slug, locale);
    if (history === undefined) return;
    for (const [path, bytes] of history.pictures) this.#renderer.pictures.set(path, bytes);
    views.set(locale, history.view);
  }

  async #renderPlain(opened: OpenIssueState, publication: Publication): Promise<RenderedIssue | undefined> {
    if (opened.read === undefined) return undefined;
    const { checkIssue } = await import('../check/check-issue.ts');
    const checked = await checkIssue(this.#files, publication, opened.read, new Report(), this.#renderer);
    opened.renderProblems = checked.inEditions.problems;
    return checked.rendered;
  }
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
