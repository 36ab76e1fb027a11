import { applyEdits } from './text-edit.ts';

/** The length of an escape by its letter, with the backslash; any other has two characters. */
const lengths: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };

/**
 * A file after a change of a text in double quotes: only the characters that differ are written again, whatever escapes
 * the others have. `start` and `end` are the range with its quotes. Undefined where the text has another style or more
 * than one line.
 */
export function editQuoted(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  before: string,
  after: string,
): string | undefined {
  const raw = text.slice(start, end);
  if (!/^"[^\n]*"$/.test(raw)) return undefined;
  const offsets = offsetsOf(raw);
  if (offsets.length !== before.length + 1) return undefined;
  const most = Math.min(before.length, after.length);
  let same = 0;
  while (same < most && before[same] === after[same]) same++;
  let tail = 0;
  while (tail < most - same && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const written = JSON.stringify(after.slice(same, after.length - tail)).slice(1, -1);
  const at = (index: number) => start + (offsets[index] ?? 0);
  return applyEdits(text, [{ start: at(same), end: at(before.length - tail), text: written }]);
}

/** Where each character of the value begins within its quotes, and where the last one ends. */
function offsetsOf(raw: string): number[] {
  const offsets: number[] = [];
  let at = 1;
  while (at < raw.length - 1) {
    offsets.push(at);
    const letter = raw[at] === '\\' ? (raw[at + 1] ?? '') : undefined;
    const length = letter === undefined ? 1 : (lengths[letter] ?? 2);
    // A character beyond the first plane has two units.
    if (letter === 'U' && Number.parseInt(raw.slice(at + 2, at + 10), 16) > 0xffff) offsets.push(at);
    at += length;
  }
  return [...offsets, raw.length - 1];
}
