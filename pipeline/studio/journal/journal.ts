import { readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { namesIn } from '../../foundation/files/names-in.ts';
import { isNotThere } from '../../foundation/files/read-if-there.ts';
import { makeStateFolder } from '../../foundation/files/state-folder.ts';
import type { Step, StepState } from './step.ts';

/** A step in the journal. Later steps have higher numbers. */
export interface NumberedStep {
  readonly number: number;
  readonly state: StepState;
}

/** How many steps of a history are kept, and how many bytes. */
const most = { steps: 200, bytes: 20_000_000 };

/**
 * The steps of all histories on disk, so that undo survives a restart. Each history is a folder, and each step a
 * file that only this user can read. Its name has its number and its state: `000012.done.json`.
 */
export class Journal {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  histories(): string[] {
    return visibleNamesIn(this.#folder).map(decodeURIComponent);
  }

  /** The steps of a history, the oldest first. */
  steps(history: string): NumberedStep[] {
    const steps = visibleNamesIn(this.#pathOf(history)).flatMap((name): NumberedStep[] => {
      const [, number, state] = /^(\d+)\.(done|undone|doing|undoing)\.json$/.exec(name) ?? [];
      return number === undefined ? [] : [{ number: Number(number), state: state as StepState }];
    });
    const sorted = steps.sort((a, b) => a.number - b.number);
    const last = sorted.findLastIndex(({ state }) => state === 'done');
    // After an interruption, steps may be left that a later one has replaced.
    return sorted.filter(({ state }, at) => state !== 'undone' || at > last);
  }

  /** Undefined if the file is damaged. Such a step cannot be undone. */
  read(history: string, step: NumberedStep): Step | undefined {
    try {
      return JSON.parse(readFileSync(this.#pathOf(history, step), 'utf8'));
    } catch (error) {
      if (error instanceof SyntaxError || isNotThere(error)) return undefined;
      throw error;
    }
  }

  /** Writes a step to the disk, whole. */
  async write(history: string, step: NumberedStep, content: Step): Promise<void> {
    makeStateFolder(this.#folder);
    makeStateFolder(this.#pathOf(history));
    const path = this.#pathOf(history, step);
    const handle = await open(`${path}.part`, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify(content));
      await handle.sync();
    } catch (error) {
      rmSync(`${path}.part`, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
    await rename(`${path}.part`, path);
  }

  /** Changes the state of a step. */
  turn(history: string, step: NumberedStep, state: StepState): void {
    renameSync(this.#pathOf(history, step), this.#pathOf(history, { ...step, state }));
  }

  remove(history: string, step: NumberedStep): void {
    rmSync(this.#pathOf(history, step), { force: true });
  }

  /** Removes the oldest steps of a history that has too many. */
  trim(history: string): void {
    let bytes = 0;
    for (const [at, step] of this.steps(history).toReversed().entries()) {
      bytes += statSync(this.#pathOf(history, step)).size;
      if (at > 0 && (at >= most.steps || bytes > most.bytes)) this.remove(history, step);
    }
  }

  /** Writes the steps of a history that does not exist yet. They are all there, or none. */
  async create(history: string, steps: readonly { step: NumberedStep; content: Step }[]): Promise<void> {
    const draft = `.${history}`;
    this.forget(draft);
    for (const { step, content } of steps) await this.write(draft, step, content);
    if (steps.length > 0) renameSync(this.#pathOf(draft), this.#pathOf(history));
  }

  /** Moves the steps of a history into a folder that does not exist yet. */
  putAway(history: string, folder: string): void {
    moveIfThere(this.#pathOf(history), folder);
  }

  /** Moves the steps from a folder into a history that does not exist yet. */
  bringBack(history: string, folder: string): void {
    makeStateFolder(this.#folder);
    moveIfThere(folder, this.#pathOf(history));
  }

  /** Removes all steps of a history. */
  forget(history: string): void {
    rmSync(this.#pathOf(history), { recursive: true, force: true });
  }

  #pathOf(history: string, step?: NumberedStep): string {
    const folder = join(this.#folder, encodeURIComponent(history));
    return step ? join(folder, `${String(step.number).padStart(6, '0')}.${step.state}.json`) : folder;
  }
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!isNotThere(error)) throw error;
  }
}

const visibleNamesIn = (folder: string) => namesIn(folder).filter((name) => !name.startsWith('.'));
