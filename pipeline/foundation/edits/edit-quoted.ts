import { applyEdits } from './text-edit.ts';

/**
 * The length of an escape sequence by its letter, including the backslash. All other escapes have two
 * characters.
 */
const lengths: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };

/**
 * The new text of a file in which a double-quoted text has changed. Replaces only the characters that differ,
 * so the escapes in the rest stay as they are. `start` and `end` include the quotes. Undefined if the text
 * has another style or spans several lines.
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

/** The offset of each character of the value within the quoted text, and the offset of the closing quote. */
function offsetsOf(raw: string): number[] {
  const offsets: number[] = [];
  let at = 1;
  while (at < raw.length - 1) {
    offsets.push(at);
    const letter = raw[at] === '\\' ? (raw[at + 1] ?? '') : undefined;
    const length = letter === undefined ? 1 : (lengths[letter] ?? 2);
    // A character outside of the Basic Multilingual Plane is two UTF-16 units.
    if (letter === 'U' && Number.parseInt(raw.slice(at + 2, at + 10), 16) > 0xffff) offsets.push(at);
    at += length;
  }
  return [...offsets, raw.length - 1];
}
