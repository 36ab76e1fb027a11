import type { Place } from '../problems/place.ts';
import type { Report } from '../problems/report.ts';

/**
 * Characters that look like a space but that YAML does not treat as one. They come with text copied from web
 * pages.
 */
export const oddSpaces = '\\u00a0\\u1680\\u2000-\\u200b\\u202f\\u205f\\u3000\\ufeff';

const run = new RegExp(`[${oddSpaces}]+`);
const atAnEnd = new RegExp(`^[${oddSpaces}]|[${oddSpaces}]$`);

/** Whether a key or a value begins or ends with an odd space. */
export function hasOddEnd(text: string): boolean {
  return atAnEnd.test(text);
}

/** Reports the first odd space within a place. Returns whether there is one. */
export function reportOddSpace({ source, start, end }: Place, report: Report, cause?: unknown): boolean {
  const found = run.exec(source.text.slice(start, end));
  if (found === null) return false;
  const [spaces] = found;
  const code = (spaces.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const message = `This is not a space but the character U+${code}, which looks like one.`;
  const hint = 'Delete it and type a space. Such characters often come with copied text.';
  const from = start + found.index;
  report.add('yaml-syntax', { message, hint }, { source, start: from, end: from + spaces.length }, { cause });
  return true;
}
