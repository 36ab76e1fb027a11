import { createHash } from 'node:crypto';

/** A change of one file. An undefined text means that the file does not exist. */
export interface Written {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** A change of one file as the journal stores it: the piece that differs, and the hashes of both texts. */
export interface StepChange {
  readonly path: string;
  /** Null if the file does not exist. */
  readonly before: string | null;
  readonly after: string | null;
  /** The offset at which the piece begins. */
  readonly start: number;
  readonly removed: string;
  readonly inserted: string;
}

/** A step that can be undone: the changes of all files that one request wrote. */
export interface Step {
  /** In milliseconds since 1970. */
  readonly at: number;
  readonly label?: string | undefined;
  /** Set if the step only changed fields of one part. Following steps of the same part join it. */
  readonly part?: string | undefined;
  readonly changes: readonly StepChange[];
  /** The ids of the requests that it carried out. */
  readonly requests?: readonly string[] | undefined;
  /** The number of the latest step that joined this one. */
  readonly absorbed?: number | undefined;
}

/** Whether a step is done or undone, or was on the way when the process ended. */
export type StepState = 'done' | 'undone' | 'doing' | 'undoing';

export function changeOf({ path, before, after }: Written): StepChange {
  const [old = '', now = ''] = [before, after];
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old[start] === now[start]) start++;
  let tail = 0;
  while (tail < most - start && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  return {
    path,
    before: hashText(before),
    after: hashText(after),
    start,
    removed: old.slice(start, old.length - tail),
    inserted: now.slice(start, now.length - tail),
  };
}

/** The hash of a text; null if there is none. */
export function hashText(text: string | undefined): string | null {
  return text === undefined ? null : createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** The text after the change, from the text before it. */
export function textAfter({ after, start, removed, inserted }: StepChange, before = ''): string | undefined {
  return after === null
    ? undefined
    : before.slice(0, start) + inserted + before.slice(start + removed.length);
}

/** The change that takes this one back. */
export const reversed = (change: StepChange): StepChange => ({
  ...change,
  before: change.after,
  after: change.before,
  removed: change.inserted,
  inserted: change.removed,
});
