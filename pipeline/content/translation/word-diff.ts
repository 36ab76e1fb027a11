import { diffWordsWithSpace } from 'diff';
import { flatten, type Words } from './words.ts';

/** A run of words that was kept, deleted or inserted. */
export interface DiffPart {
  readonly kind: 'same' | 'old' | 'new';
  readonly text: string;
}

/**
 * The maximum number of different words. Time grows with the square of this number, and nobody can read a
 * longer difference.
 */
const mostEdits = 800;

/** Compares two texts word by word. Texts that differ too much become one deleted and one inserted part. */
export function diffTexts(before: string, after: string): DiffPart[] {
  const changes = diffWordsWithSpace(before, after, { maxEditLength: mostEdits });
  if (changes === undefined)
    return [
      { kind: 'old', text: before },
      { kind: 'new', text: after },
    ];
  return changes.map(({ value, added, removed }) => ({
    kind: added ? 'new' : removed ? 'old' : 'same',
    text: value,
  }));
}

/** The changes in the words of a part, field by field. Leaves out unchanged fields. */
export function diffWords(before: Words, after: Words): { field: string; parts: DiffPart[] }[] {
  return Object.keys(after).flatMap((field) => {
    const [old, now] = [flatten(before[field]), flatten(after[field])];
    return old === now ? [] : [{ field, parts: diffTexts(old, now) }];
  });
}

/** How many unchanged characters to show around a change. */
const context = 24;

/** A difference on one line, with long unchanged text shortened: "dates from [-1921-]{+1912+}." */
export function formatDiff(parts: readonly DiffPart[]): string {
  return parts
    .map(({ kind, text }, index) => {
      if (kind === 'old') return `[-${text}-]`;
      if (kind === 'new') return `{+${text}+}`;
      const [isFirst, isLast] = [index === 0, index === parts.length - 1];
      if (text.length <= context * 2) return text;
      const end = isLast ? '\u2026' : `\u2026${text.slice(-context)}`;
      return isFirst ? end : `${text.slice(0, context)}${end}`;
    })
    .join('');
}
