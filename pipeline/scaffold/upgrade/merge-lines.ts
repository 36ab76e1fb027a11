import { diff3Merge } from 'node-diff3';
import { toLines } from '../../publication/originals/original.ts';

interface MergeInput {
  /** The original that both texts come from. */
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
  /** The version of Courant that `theirs` comes from, for the marks of conflicts. */
  readonly version: string;
}

interface Merged {
  readonly text: string;
  readonly hasConflict: boolean;
}

/**
 * Merges two texts that were made from the same original, line by line. Where both have changed the same lines
 * in different ways, the result has both, between the marks that git uses. The result has the line endings of
 * `ours`.
 */
export function mergeLines({ base, ours, theirs, version }: MergeInput): Merged {
  const lines: string[] = [];
  let hasConflict = false;
  for (const { ok, conflict } of diff3Merge(toLines(ours), toLines(base), toLines(theirs))) {
    if (ok) lines.push(...ok);
    if (!conflict) continue;
    hasConflict = true;
    lines.push('<<<<<<< yours', ...conflict.a, '=======', ...conflict.b, `>>>>>>> Courant ${version}`);
  }
  return { text: lines.join(ours.includes('\r\n') ? '\r\n' : '\n'), hasConflict };
}
