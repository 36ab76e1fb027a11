import { hashText, reversed, type Step, textAfter } from './step.ts';

/** The files of a step before and after it, by path. A text is undefined if there was no file. */
export interface EarlierTexts {
  readonly before: ReadonlyMap<string, string | undefined>;
  readonly after: ReadonlyMap<string, string | undefined>;
}

/**
 * The files as they were around each step, the latest first, from the files as they are now. Ends at the first
 * step after which somebody else has changed one of its files.
 */
export function earlierTexts(
  steps: readonly Step[],
  now: ReadonlyMap<string, string | undefined>,
): EarlierTexts[] {
  const earlier: EarlierTexts[] = [];
  let after = now;
  for (const { changes } of steps.toReversed()) {
    const before = new Map(after);
    for (const change of changes) {
      const text = after.get(change.path);
      if (hashText(text) !== change.after) return earlier;
      before.set(change.path, textAfter(reversed(change), text));
    }
    earlier.push({ before, after });
    after = before;
  }
  return earlier;
}
