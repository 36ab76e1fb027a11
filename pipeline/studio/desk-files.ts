import { mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { isNotThere, readIfThere } from '../foundation/files/read-if-there.ts';
import { fail } from '../foundation/problems/problem.ts';

/** A change of one file. An undefined text means that the file does not exist. */
export interface Written {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** How many steps of a desk can be undone. */
const most = 100;

/**
 * Writes the files of the desks, one change at a time, each completely or not at all. A change can be undone
 * until somebody else changes its files. `onWritten` runs before the request is answered.
 */
export class DeskFiles {
  readonly #root: string;
  readonly #onWritten: (paths: readonly string[]) => Promise<unknown>;
  /** The changes of each desk, for undo. */
  readonly #history = new Map<string, (readonly Written[])[]>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(root: string, onWritten: (paths: readonly string[]) => Promise<unknown>) {
    this.#root = root;
    this.#onWritten = onWritten;
  }

  /** Runs `work` after all earlier requests. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#queue.then(work);
    // A failed change must not stop the next one.
    this.#queue = turn.catch(() => {});
    return turn;
  }

  /** The text of a file; undefined when there is none. */
  async read(path: string): Promise<string | undefined> {
    return (await readIfThere(join(this.#root, path)))?.toString('utf8');
  }

  /** Writes the changed files as one step, which can be undone as a whole. */
  async commit(desk: string, written: readonly Written[]): Promise<void> {
    const changed = written.filter(({ before, after }) => before !== after);
    for (const { path, after } of changed) await this.#save(path, after);
    if (changed.length > 0) {
      this.#history.set(desk, [...(this.#history.get(desk) ?? []), changed].slice(-most));
    }
    await this.#onWritten(changed.map(({ path }) => path));
  }

  canUndo(desk: string): boolean {
    return (this.#history.get(desk) ?? []).length > 0;
  }

  /** Undoes the last step of a desk. Returns false and changes nothing when a file has changed since. */
  async undo(desk: string): Promise<boolean> {
    const history = this.#history.get(desk) ?? [];
    const last = history.at(-1) ?? [];
    for (const { path, after } of last) {
      if ((await this.read(path)) !== after) return false;
    }
    for (const { path, before } of last) await this.#save(path, before);
    this.#history.set(desk, history.slice(0, -1));
    await this.#onWritten(last.map(({ path }) => path));
    return true;
  }

  /** Writes a second file and renames it, so that no program ever reads half a file. */
  async #save(path: string, text: string | undefined): Promise<void> {
    const target = join(this.#root, path);
    await this.#stayInside(path);
    if (text === undefined) return rm(target, { force: true });
    await mkdir(dirname(target), { recursive: true });
    const temporary = `${target}.${process.pid}.part`;
    await writeFile(temporary, text);
    await rename(temporary, target);
  }

  /** Refuses a folder that is a link to a place outside of the publication. */
  async #stayInside(path: string): Promise<void> {
    const root = await realpath(this.#root);
    const home = join(root, path.split('/')[0] ?? '');
    const folder = await this.#nearestFolder(dirname(path));
    if (folder !== root && folder !== home && !folder.startsWith(home + sep)) {
      fail('studio-outside', { file: path });
    }
  }

  /** The folder, or the nearest existing one above it, with links resolved. */
  async #nearestFolder(folder: string): Promise<string> {
    try {
      return await realpath(join(this.#root, folder));
    } catch (error) {
      if (!isNotThere(error)) throw error;
      return this.#nearestFolder(dirname(folder));
    }
  }
}
