import { realpath, rm } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { isNotThere, readIfThere } from '../foundation/files/read-if-there.ts';
import { fail, ProblemError } from '../foundation/problems/problem.ts';
import { sourceSizeLimit } from '../foundation/sources/read-source.ts';
import { type EarlierTexts, earlierTexts } from './journal/earlier-texts.ts';
import { Histories } from './journal/histories.ts';
import type { Journal, NumberedStep } from './journal/journal.ts';
import { KnownRequests } from './journal/known-requests.ts';
import { reportDiskErrors } from './journal/report-disk-errors.ts';
import {
  changeOf,
  hashText,
  reversed,
  type Step,
  type StepChange,
  textAfter,
  type Written,
} from './journal/step.ts';
import { type FileToWrite, partOf, writeTogether } from './journal/write-together.ts';

export type { Written };

interface DeskFilesOptions {
  /** The folder of the publication. */
  readonly root: string;
  readonly journal: Journal;
  readonly clock: () => Date;
  /** Fails if these changes must not be made, whether they are new, undone or done again. */
  readonly refuse?: (written: readonly Written[]) => Promise<void>;
  /** Runs before the request is answered. */
  readonly onWritten: (paths: readonly string[]) => Promise<unknown>;
}

/** What a step is, for undo. */
export interface StepName {
  readonly label?: string | undefined;
  /** The only part whose fields the step changes. */
  readonly part?: string | undefined;
  /** The id of the request. */
  readonly request?: string | undefined;
}

/** Steps of the same part within this time, in ms, are one step. */
const joinedWithin = 10_000;

/** How many steps to look back for a block that comes back. */
const remembered = 20;

/** The history of an issue, of all its languages. */
export const historyOf = (slug: string) => `content/${slug}`;

/**
 * Writes the files of the desks, one request at a time, each completely or not at all. Each request is a step of
 * a history in the journal, which can be undone until somebody else changes its files.
 */
export class DeskFiles {
  readonly #root: string;
  readonly #journal: Journal;
  readonly #clock: () => Date;
  readonly #refuse: NonNullable<DeskFilesOptions['refuse']>;
  readonly #onWritten: DeskFilesOptions['onWritten'];
  readonly #requests: KnownRequests;
  readonly histories: Histories;
  #queue: Promise<unknown> = Promise.resolve();

  constructor({ root, journal, clock, refuse = async () => {}, onWritten }: DeskFilesOptions) {
    this.#root = root;
    this.#journal = journal;
    this.#clock = clock;
    this.#refuse = refuse;
    this.#onWritten = onWritten;
    this.#requests = new KnownRequests(journal);
    this.histories = new Histories(journal, this.#requests);
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

  /**
   * Writes the changed files as one step, which can be undone as a whole. Throws `file-too-large` and writes
   * nothing if a file would become too large to be read again.
   */
  async commit(history: string, written: readonly Written[], name: StepName = {}): Promise<void> {
    const { request, ...rest } = name;
    written.forEach(checkSize);
    await this.#refuse(written);
    const changes = written.filter(({ before, after }) => before !== after).map(changeOf);
    if (changes.length > 0) {
      const number = (this.#journal.steps(history).at(-1)?.number ?? 0) + 1;
      await this.#carryOut(
        history,
        { number, state: 'doing' },
        {
          at: this.#clock().getTime(),
          ...rest,
          changes,
          ...(request !== undefined && { requests: [request] }),
        },
      );
      this.remember(history, request);
      for (const step of this.#journal.steps(history)) {
        if (step.state === 'undone') this.#journal.remove(history, step);
      }
      await this.#join(history, written);
      this.#journal.trim(history);
    }
    await this.#onWritten(changes.map(({ path }) => path));
  }

  /** Whether a request with this id was carried out before. */
  isKnown = (history: string, request: string | undefined) =>
    request !== undefined && this.#requests.has(history, request);

  /** Remembers until the studio ends that a request was carried out. A step also keeps the id of its request. */
  remember(history: string, request: string | undefined): void {
    if (request !== undefined) this.#requests.add(history, request);
  }

  canUndo = (history: string) => this.#last(history) !== undefined;

  canRedo = (history: string) => this.#undone(history) !== undefined;

  /** The label of the step that undo takes back. */
  undoes(history: string): string | undefined {
    const last = this.#last(history);
    return last && this.#journal.read(history, last)?.label;
  }

  /**
   * Undoes the last step of a history. Throws `studio-changed` and changes nothing if somebody has changed one
   * of its files since. Returns false if there is no step, or if the step did not write `file`.
   */
  async undo(history: string, file?: string): Promise<boolean> {
    const step = this.#last(history);
    const content = step && this.#read(history, step);
    if (step === undefined || content === undefined) return false;
    if (file !== undefined && !content.changes.some(({ path }) => path === file)) return false;
    await this.#mayStep(content.changes.map(reversed));
    this.#journal.turn(history, step, 'undoing');
    await this.#finish(history, { ...step, state: 'undoing' }, content);
    await this.#onWritten(content.changes.map(({ path }) => path));
    return true;
  }

  /** Undoes the last step as `undo` does, and returns false if somebody has changed one of its files. */
  async undoIfUnchanged(history: string, file?: string): Promise<boolean> {
    try {
      return await this.undo(history, file);
    } catch (error) {
      if (error instanceof ProblemError && error.problems.some(({ code }) => code === 'studio-changed'))
        return false;
      throw error;
    }
  }

  /** Does the step again that was undone last. Answers as `undo` does. */
  async redo(history: string): Promise<boolean> {
    const step = this.#undone(history);
    const content = step && this.#read(history, step);
    if (step === undefined || content === undefined) return false;
    await this.#mayStep(content.changes);
    this.#journal.turn(history, step, 'doing');
    await this.#finish(history, { ...step, state: 'doing' }, content);
    await this.#onWritten(content.changes.map(({ path }) => path));
    return true;
  }

  /** The files as they were around each of the latest steps that can be undone, the latest first. */
  async earlier(history: string, paths: readonly string[]): Promise<EarlierTexts[]> {
    const done = this.#journal.steps(history).filter(({ state }) => state === 'done');
    const steps = done.slice(-remembered).flatMap((step) => this.#journal.read(history, step) ?? []);
    const now = new Map<string, string | undefined>();
    const changed = steps.flatMap(({ changes }) => changes.map(({ path }) => path));
    for (const path of new Set([...paths, ...changed])) now.set(path, await this.read(path));
    return earlierTexts(steps, now);
  }

  /** Finishes the steps that were on the way when the studio ended. Run it before the first request. */
  async recover(): Promise<void> {
    for (const history of this.#journal.histories()) {
      for (const step of this.#journal.steps(history)) {
        if (step.state !== 'doing' && step.state !== 'undoing') continue;
        const content = this.#journal.read(history, step);
        for (const { path } of content?.changes ?? [])
          await rm(partOf(join(this.#root, path)), { force: true });
        // Somebody else has changed a file since: what is on disk stays.
        if (content && (await this.#canFinish(step, content))) await this.#finish(history, step, content);
        else this.#journal.remove(history, step);
      }
      this.#dropAbsorbed(history);
    }
  }

  /** A step; undefined if its file is damaged. A damaged step leaves the journal, so that it is in nobody's way. */
  #read(history: string, step: NumberedStep): Step | undefined {
    const content = this.#journal.read(history, step);
    if (content === undefined) this.#journal.remove(history, step);
    return content;
  }

  #last = (history: string) => this.#journal.steps(history).findLast(({ state }) => state === 'done');

  #undone = (history: string) => this.#journal.steps(history).find(({ state }) => state === 'undone');

  /** Writes a step into the journal, and then its files. */
  async #carryOut(history: string, step: NumberedStep, content: Step): Promise<void> {
    await this.#check(content.changes);
    for (const { path } of content.changes) await this.#stayInside(path);
    await reportDiskErrors(() => this.#journal.write(history, step, content));
    try {
      await this.#finish(history, step, content);
    } catch (error) {
      await this.#takeBack(history, step, content);
      throw error;
    }
  }

  /** Writes the files of a step that are not written yet, and turns it into what it was going to be. */
  async #finish(history: string, step: NumberedStep, { changes }: Step): Promise<void> {
    const wanted = step.state === 'undoing' ? changes.map(reversed) : changes;
    const files: FileToWrite[] = [];
    for (const change of wanted) {
      const text = await this.read(change.path);
      if (hashText(text) !== change.after) files.push({ path: change.path, text: textAfter(change, text) });
    }
    await reportDiskErrors(() => writeTogether(this.#root, files));
    this.#journal.turn(history, step, step.state === 'undoing' ? 'undone' : 'done');
  }

  async #canFinish({ state }: NumberedStep, { changes }: Step): Promise<boolean> {
    for (const { path, before, after } of state === 'undoing' ? changes.map(reversed) : changes) {
      const now = hashText(await this.read(path));
      if (now !== before && now !== after) return false;
    }
    return true;
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

  /** Throws `studio-changed` if a file is not as a change expects it. */
  async #check(changes: readonly StepChange[]): Promise<void> {
    for (const { path, before } of changes)
      if (hashText(await this.read(path)) !== before) fail('studio-changed', { file: path });
  }

  /** Fails if the files are not as the changes expect them, or if these changes must not be made. */
  async #mayStep(changes: readonly StepChange[]): Promise<void> {
    await this.#check(changes);
    const written: Written[] = [];
    for (const change of changes) {
      const before = await this.read(change.path);
      written.push({ path: change.path, before, after: textAfter(change, before) });
    }
    await this.#refuse(written);
  }

  /** Joins the last step with the one before it if both changed fields of the same part within a short time. */
  async #join(history: string, written: readonly Written[]): Promise<void> {
    const [former, last] = this.#journal
      .steps(history)
      .filter(({ state }) => state === 'done')
      .slice(-2);
    const first = former && this.#journal.read(history, former);
    const second = last && this.#journal.read(history, last);
    if (!former || !last || !first || !second || first.part === undefined || first.part !== second.part)
      return;
    if (second.at - first.at >= joinedWithin || !isSequel(first, second)) return;
    const early = new Map(first.changes.map((change) => [change.path, change]));
    const joined = second.changes.map(({ path }) => {
      const { before, after } = written.find((each) => each.path === path) ?? {};
      const change = early.get(path);
      early.delete(path);
      return changeOf({ path, before: change ? textAfter(reversed(change), before) : before, after });
    });
    const changes = [...early.values(), ...joined.filter(({ before, after }) => before !== after)];
    if (changes.length === 0) {
      for (const step of [last, former]) this.#journal.remove(history, step);
      return;
    }
    const requests = [...(first.requests ?? []), ...(second.requests ?? [])];
    await this.#journal.write(history, former, { ...first, changes, requests, absorbed: last.number });
    this.#dropAbsorbed(history);
  }

  #dropAbsorbed(history: string): void {
    const steps = this.#journal.steps(history);
    const last = steps.at(-1);
    const former = steps.at(-2);
    const absorbed = former && this.#journal.read(history, former)?.absorbed;
    if (last && absorbed === last.number) this.#journal.remove(history, last);
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

/** Whether the second step found the files as the first one left them. */
function isSequel(first: Step, second: Step): boolean {
  const left = new Map(first.changes.map(({ path, after }) => [path, after]));
  return second.changes.every(({ path, before }) => !left.has(path) || left.get(path) === before);
}

function checkSize({ path, before = '', after = '' }: Written): void {
  const bytes = Buffer.byteLength(after);
  if (bytes <= sourceSizeLimit || bytes <= Buffer.byteLength(before)) return;
  fail('file-too-large', { bytes, limit: sourceSizeLimit }, { file: path });
}
