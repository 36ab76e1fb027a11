import type { Files } from '../foundation/files/files.ts';
import type { PastLook } from './look.ts';
import { findCommit, listRevisions, revisionFiles } from './revisions.ts';
import { Workshop } from './workshop.ts';

/** The most commits that are kept rendered. */
const most = 6;
/** How many commits of an issue are gone back to for a good look of it: each is read whole. */
const furthest = 3;

/** The publication as git has it, in whatever commit is asked for. */
export class Past {
  readonly #root: string;
  readonly #package: Files | undefined;
  readonly #workshops = new Map<string, Promise<Workshop>>();

  /** `packageFiles` hold the default templates where those are not the publication's own: they are as they are now. */
  constructor(root: string, packageFiles: Files | undefined) {
    this.#root = root;
    this.#package = packageFiles;
  }

  /** The publication in a commit, by any name that git knows it by; undefined when it knows none. */
  async at(name: string): Promise<Workshop | undefined> {
    const commit = await findCommit(this.#root, name);
    if (commit === undefined) return undefined;
    const known = this.#workshops.get(commit) ?? this.#open(commit);
    this.#workshops.set(commit, known);
    // What could not be read is tried again.
    known.catch(() => this.#workshops.delete(commit));
    for (const old of [...this.#workshops.keys()].slice(0, -most)) this.#workshops.delete(old);
    return known;
  }

  /** How an edition looked in the latest of its commits that can be rendered; undefined when none of the last can. */
  async lastGood(slug: string, locale: string): Promise<PastLook | undefined> {
    const revisions = await listRevisions(this.#root, slug);
    for (const { commit, date } of revisions.slice(0, furthest)) {
      const then = await this.at(commit);
      const look = await then?.look(slug, locale);
      if (then && look) return { look: { ...look, version: 0, committedAt: date }, pictures: then.pictures };
    }
    return undefined;
  }

  async #open(commit: string): Promise<Workshop> {
    const files = await revisionFiles(this.#root, commit);
    const then = new Workshop({ publication: files, package: this.#package ?? files });
    await then.open();
    return then;
  }
}
