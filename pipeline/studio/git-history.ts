import type { Files } from '../foundation/files/files.ts';
import { LivePublication } from './live-publication.ts';
import type { PastView } from './rendered-view.ts';
import { findCommit, listRevisions, revisionFiles } from './revisions.ts';

/** How many commits to keep in memory. */
const most = 6;
/** How many commits of an issue to search for a good view. Each attempt reads the whole publication. */
const furthest = 3;

/** Opens the publication as it was in a commit. */
export class GitHistory {
  readonly #root: string;
  readonly #package: Files | undefined;
  readonly #clock: () => number;
  readonly #publications = new Map<string, Promise<LivePublication>>();

  /**
   * `packageFiles` has the present default templates; undefined when the publication has its own. `clock` is in
   * milliseconds since 1970.
   */
  constructor(root: string, packageFiles: Files | undefined, clock: () => number) {
    this.#root = root;
    this.#clock = clock;
    this.#package = packageFiles;
  }

  /**
   * The publication as of the commit with this branch, tag or hash; undefined when git does not know the
   * name.
   */
  async at(name: string): Promise<LivePublication | undefined> {
    const commit = await findCommit(this.#root, name);
    if (commit === undefined) return undefined;
    const known = this.#publications.get(commit) ?? this.#open(commit);
    this.#publications.set(commit, known);
    // After a failure, the next request reads it again.
    known.catch(() => this.#publications.delete(commit));
    for (const old of [...this.#publications.keys()].slice(0, -most)) this.#publications.delete(old);
    return known;
  }

  /** The view of an edition from its latest commit that renders; undefined when none of the last few does. */
  async lastGood(slug: string, locale: string): Promise<PastView | undefined> {
    const revisions = await listRevisions(this.#root, slug);
    for (const { commit, date } of revisions.slice(0, furthest)) {
      const then = await this.at(commit);
      const view = await then?.view(slug, locale);
      if (then && view) return { view: { ...view, version: 0, committedAt: date }, pictures: then.pictures };
    }
    return undefined;
  }

  async #open(commit: string): Promise<LivePublication> {
    const files = await revisionFiles(this.#root, commit);
    const then = new LivePublication({
      publication: files,
      package: this.#package ?? files,
      clock: this.#clock,
    });
    await then.open();
    return then;
  }
}
