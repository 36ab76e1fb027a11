import type { Files } from '../foundation/files/files.ts';
import { LivePublication } from './live-publication.ts';
import type { PastView } from './rendered-view.ts';
import { findCommit, listRevisions, revisionFiles } from './revisions.ts';

/** The most commits that are kept rendered. */
const most = 6;
/** How many commits of an issue are tried for a good view. Each is read whole. */
const furthest = 3;

/** The publication as git has it, in whatever commit is asked for. */
export class GitHistory {
  readonly #root: string;
  readonly #package: Files | undefined;
  readonly #publications = new Map<string, Promise<LivePublication>>();

  /** `packageFiles` hold the default templates where those are not the publication's own: they are as they are now. */
  constructor(root: string, packageFiles: Files | undefined) {
    this.#root = root;
    this.#package = packageFiles;
  }

  /** The publication in a commit, by any name that git knows it by; undefined when it knows none. */
  async at(name: string): Promise<LivePublication | undefined> {
    const commit = await findCommit(this.#root, name);
    if (commit === undefined) return undefined;
    const known = this.#publications.get(commit) ?? this.#open(commit);
    this.#publications.set(commit, known);
    // What could not be read is tried again.
    known.catch(() => this.#publications.delete(commit));
    for (const old of [...this.#publications.keys()].slice(0, -most)) this.#publications.delete(old);
    return known;
  }

  /** The view of an edition in its latest commit that can be rendered; undefined when none of the last few can. */
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
    const then = new LivePublication({ publication: files, package: this.#package ?? files });
    await then.open();
    return then;
  }
}
