import { editSource } from '../../foundation/edits/edit-source.ts';
import { createSource } from '../../foundation/problems/place.ts';
import { parseTexts } from '../../publication/originals/read-versions.ts';

interface TextsInput {
  readonly path: string;
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

interface MergedTexts {
  readonly text: string;
  /** The texts that both have changed, with Courant's; undefined if it deleted the text. Ours is kept. */
  readonly conflicts: readonly { readonly key: string; readonly theirs: string | undefined }[];
}

/**
 * Merges the texts of a locale file, each by its key. Marks of a conflict would make the file invalid JSON, so
 * there are none.
 */
export function mergeTexts({ path, base, ours, theirs }: TextsInput): MergedTexts {
  const [before, own, after] = [parseTexts(base), parseTexts(ours), parseTexts(theirs)];
  let text = ours;
  const conflicts: { key: string; theirs: string | undefined }[] = [];
  for (const [key, original] of Object.entries(before)) {
    const next = after[key];
    if (next === original || next === own[key]) continue;
    if (own[key] !== original) conflicts.push({ key, theirs: next });
    else {
      const change =
        next === undefined
          ? ({ kind: 'remove', path: [key] } as const)
          : ({ kind: 'set', path: [key], value: next } as const);
      text = editSource(createSource(path, text), change);
    }
  }
  return { text, conflicts };
}
