import { diskFiles } from '../foundation/files/disk-files.ts';
import type { Files } from '../foundation/files/files.ts';
import { fail } from '../foundation/problems/problem.ts';
import { sourceSizeLimit } from '../foundation/sources/read-source.ts';
import { type Wait, waitFor } from '../foundation/time/wait.ts';
import { type EarlierTexts, earlierTexts } from './journal/earlier-texts.ts';
import { Histories } from './journal/histories.ts';
import { dropAbsorbed, joinLastSteps } from './journal/join-last-steps.ts';
import type { Journal, NumberedStep } from './journal/journal.ts';
import { KnownRequests } from './journal/known-requests.ts';
import {
  changeOf,
  reversed,
  type Step,
  type StepChange,
  type StepState,
  textAfter,
  type Written,
} from './journal/step.ts';
import { isChanged, StepFiles } from './journal/step-files.ts';

export type { Written };

interface DeskFilesOptions {
  /** The folder of the publication. */
  readonly root: string;
  /** The files below `root`, as they are on the disk. */
  readonly files?: Pick<Files, 'read'>;
  readonly journal: Journal;
  readonly clock: () => Date;
  /** Fails if these changes must not be made, whether they are new, undone or done again. */
  readonly refuse?: (written: readonly Written[]) => Promise<void>;
  /** Runs before the request is answered. */
  readonly onWritten: (paths: readonly string[]) => Promise<unknown>;
  /** The default waits. */
  readonly wait?: Wait;
}

/** The path of a file, and its text; undefined if there was none. */
type FileAsRead = readonly [path: string, text: string | undefined];

/** What a step is, for undo. */
export interface StepName {
  readonly label?: string | undefined;
  /** The only part whose fields the step changes. */
  readonly part?: string | undefined;
  /** The id of the request. */
  readonly request?: string | undefined;
}

/** How many steps to look back for a block that comes back. */
const remembered = 20;

/** How often a change begins again because another program saves its files all the time. */
const mostAttempts = 5;

/** How long a file has to stay as it is before a request is refused because of what it has, in ms. */
const settling = 100;

/** The history of an issue, of all its languages. */
export const historyOf = (slug: string) => `content/${slug}`;

/**
 * Writes the files of the desks, one request at a time, each completely or not at all. Each request is a step of
 * a history in the journal, which can be undone until somebody else changes its files.
 */
export class DeskFiles {
  readonly #journal: Journal;
  readonly #files: StepFiles;
  readonly #clock: () => Date;
  readonly #refuse: NonNullable<DeskFilesOptions['refuse']>;
  readonly #onWritten: DeskFilesOptions['onWritten'];
  readonly #wait: Wait;
  readonly #requests: KnownRequests;
  readonly histories: Histories;
  #queue: Promise<unknown> = Promise.resolve();

  constructor({
    root,
    files = diskFiles(root),
    journal,
    clock,
    refuse = async () => {},
    onWritten,
    wait = waitFor,
  }: DeskFilesOptions) {
    this.#journal = journal;
    this.#files = new StepFiles(root, files, journal);
    this.#clock = clock;
    this.#refuse = refuse;
    this.#onWritten = onWritten;
    this.#wait = wait;
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

  /**
   * Runs `work` after all earlier requests. It reads files and commits one change of them. If another program saves
   * one of them in between, it runs again.
   */
  changeInTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.inTurn(async () => {
      for (let left = mostAttempts - 1; ; left--) {
        try {
          return await work();
        } catch (error) {
          if (left === 0 || !isChanged(error)) throw error;
        }
      }
    });
  }

  /** The text of a file; undefined when there is none. */
  read(path: string): Promise<string | undefined> {
    return this.#files.read(path);
  }

  /**
   * Waits before a request is refused because of what a file has: another program may be writing it, in pieces or after
   * it has emptied it. Throws `studio-changed` if a file is not as it was read, so that `changeInTurn` begins again.
   */
  async settled(...files: readonly FileAsRead[]): Promise<void> {
    await this.#wait(settling);
    for (const [file, text] of files) if ((await this.read(file)) !== text) fail('studio-changed', { file });
  }

  /** Throws `edit-syntax` for a file that cannot be read, once it has settled. */
  async refuseBroken(file: string, text: string | undefined): Promise<never> {
    await this.settled([file, text]);
    fail('edit-syntax', {}, { file });
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
      await this.#files.carryOut(
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
      await joinLastSteps(this.#journal, history, written);
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
    await this.#carryOut(history, step, 'undoing', content);
    await this.#onWritten(content.changes.map(({ path }) => path));
    return true;
  }

  /** Undoes the last step as `undo` does, and returns false if somebody has changed one of its files. */
  async undoIfUnchanged(history: string, file?: string): Promise<boolean> {
    try {
      return await this.undo(history, file);
    } catch (error) {
      if (isChanged(error)) return false;
      throw error;
    }
  }

  /** Does the step again that was undone last. Answers as `undo` does. */
  async redo(history: string): Promise<boolean> {
    const step = this.#undone(history);
    const content = step && this.#read(history, step);
    if (step === undefined || content === undefined) return false;
    await this.#mayStep(content.changes);
    await this.#carryOut(history, step, 'doing', content);
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
        if (step.state === 'doing' || step.state === 'undoing') await this.#files.recover(history, step);
      }
      dropAbsorbed(this.#journal, history);
    }
  }

  /** A step; undefined if its file is damaged. A damaged step leaves the journal, so that it is in nobody's way. */
  #read(history: string, step: NumberedStep): Step | undefined {
    const content = this.#journal.read(history, step);
    if (content === undefined) this.#journal.remove(history, step);
    return content;
  }

  /** Undoes a step or does it again. One whose files somebody else changes meanwhile stays as it was. */
  async #carryOut(history: string, step: NumberedStep, state: StepState, content: Step): Promise<void> {
    const turned = { ...step, state };
    this.#journal.turn(history, step, state);
    try {
      await this.#files.finish(history, turned, content);
    } catch (error) {
      if (isChanged(error)) this.#journal.turn(history, turned, step.state);
      throw error;
    }
  }

  #last = (history: string) => this.#journal.steps(history).findLast(({ state }) => state === 'done');

  #undone = (history: string) => this.#journal.steps(history).find(({ state }) => state === 'undone');

  /** Fails if the files are not as the changes expect them, or if these changes must not be made. */
  async #mayStep(changes: readonly StepChange[]): Promise<void> {
    await this.#files.check(changes);
    const written: Written[] = [];
    for (const change of changes) {
      const before = await this.read(change.path);
      written.push({ path: change.path, before, after: textAfter(change, before) });
    }
    await this.#refuse(written);
  }
}

function checkSize({ path, before = '', after = '' }: Written): void {
  const bytes = Buffer.byteLength(after);
  if (bytes <= sourceSizeLimit || bytes <= Buffer.byteLength(before)) return;
  fail('file-too-large', { bytes, limit: sourceSizeLimit }, { file: path });
}
