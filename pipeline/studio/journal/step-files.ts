import { realpath, rm } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import type { Files } from '../../foundation/files/files.ts';
import { isNotThere } from '../../foundation/files/read-if-there.ts';
import { fail, ProblemError } from '../../foundation/problems/problem.ts';
import type { Journal, NumberedStep } from './journal.ts';
import { reportDiskErrors } from './report-disk-errors.ts';
import { hashText, reversed, type Step, type StepChange, textAfter } from './step.ts';
import { type FileToWrite, partOf, writeTogether } from './write-together.ts';

/** The files that steps change. A step is in the journal before its files are written, so an interruption is mended. */
export class StepFiles {
  readonly #root: string;
  readonly #files: Pick<Files, 'read'>;
  readonly #journal: Journal;

  constructor(root: string, files: Pick<Files, 'read'>, journal: Journal) {
    this.#root = root;
    this.#files = files;
    this.#journal = journal;
  }

  /** The text of a file; undefined when there is none. */
  async read(path: string): Promise<string | undefined> {
    const bytes = await this.#files.read(path);
    return bytes && Buffer.from(bytes).toString('utf8');
  }

  /** Throws `studio-changed` if a file is not as a change expects it. */
  async check(changes: readonly StepChange[]): Promise<void> {
    for (const { path, before } of changes)
      if (hashText(await this.read(path)) !== before) fail('studio-changed', { file: path });
  }

  /** Writes a step into the journal, and then its files. */
  async carryOut(history: string, step: NumberedStep, content: Step): Promise<void> {
    await this.check(content.changes);
    for (const { path } of content.changes) await this.#stayInside(path);
    await reportDiskErrors(() => this.#journal.write(history, step, content));
    try {
      await this.finish(history, step, content);
    } catch (error) {
      await this.#takeBack(history, step, content);
      throw error;
    }
  }

  /**
   * Writes the files of a step that are not written yet, and turns it into what it was going to be. Throws
   * `studio-changed` and writes none if another program has saved one of them since it was checked.
   */
  async finish(history: string, step: NumberedStep, { changes }: Step): Promise<void> {
    const wanted = step.state === 'undoing' ? changes.map(reversed) : changes;
    const files: FileToWrite[] = [];
    const open: StepChange[] = [];
    for (const change of wanted) {
      const text = await this.read(change.path);
      const hash = hashText(text);
      if (hash === change.after) continue;
      // In another text, the piece would be in a wrong place. Many editors empty a file before they write it.
      if (hash !== change.before) fail('studio-changed', { file: change.path });
      files.push({ path: change.path, text: textAfter(change, text) });
      open.push(change);
    }
    await reportDiskErrors(() => writeTogether(this.#root, files, () => this.check(open)));
    this.#journal.turn(history, step, step.state === 'undoing' ? 'undone' : 'done');
  }

  /** Finishes a step that was on the way when the studio ended. */
  async recover(history: string, step: NumberedStep): Promise<void> {
    const content = this.#journal.read(history, step);
    for (const { path } of content?.changes ?? []) await rm(partOf(join(this.#root, path)), { force: true });
    try {
      if (content) return await this.finish(history, step, content);
    } catch (error) {
      // Somebody else has changed a file since: what is on disk stays.
      if (!isChanged(error)) throw error;
    }
    this.#journal.remove(history, step);
  }

  /**
   * Takes back what a failed step has written. If that fails too, the step stays in the journal, and `recover`
   * finishes it.
   */
  async #takeBack(history: string, step: NumberedStep, { changes }: Step): Promise<void> {
    const files: FileToWrite[] = [];
    for (const { path, ...change } of changes) {
      const text = await this.read(path);
      if (hashText(text) === change.after)
        files.push({ path, text: textAfter(reversed({ path, ...change }), text) });
    }
    try {
      await writeTogether(this.#root, files);
    } catch {
      return; // The first error is reported.
    }
    this.#journal.remove(history, step);
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

/** Whether an error says that another program has changed a file. */
export function isChanged(error: unknown): boolean {
  return error instanceof ProblemError && error.problems.some(({ code }) => code === 'studio-changed');
}
