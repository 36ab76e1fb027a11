/** The offset of the value on a line such as `- key: value`; undefined if it has none. */
export function valueStart(line: string): number | undefined {
  const before = /^\s*(?:- +)*(?:[A-Za-z][\w-]*:[ \t]+|(?<=- +))(?=\S)/.exec(line)?.[0];
  return before === undefined || before.trim() === '' ? undefined : before.length;
}

const neutral = '\ue000';

/** Whether a text is a value that `maskValue` replaced because it could not be read. */
export function isMasked(text: string): boolean {
  return text.startsWith(neutral) && text.replaceAll(neutral, '').trim() === '';
}

/** Replaces a value and its continuation lines with placeholder characters of the same length. */
export function maskValue(lines: string[], line: number, start: number, masked: Set<number>): void {
  const mask = (text: string) => text.replace(/[^\r]/g, neutral);
  const first = lines[line - 1] ?? '';
  lines[line - 1] = first.slice(0, start) + mask(first.slice(start));
  masked.add(line);
  for (const next of linesOfValue(lines, line)) {
    lines[next - 1] = (lines[next - 1] ?? '').replace(/\S.*$/, mask);
    masked.add(next);
  }
}

/** Replaces a line, and the lines that belong to it, with spaces. */
export function blankOut(lines: string[], line: number, blanked: Set<number>): void {
  const opened = lines[line - 2] ?? '';
  // The key or dash above has lost its value now. That is not another mistake to report.
  if (/(?::|-|[>|][-+]?)\s*$/.test(opened)) blanked.add(line - 1);
  for (const each of [line, ...linesBelow(lines, line)]) {
    lines[each - 1] = (lines[each - 1] ?? '').replace(/[^\r]/g, ' ');
    blanked.add(each);
  }
}

/** The lines that belong to this one because they are indented deeper. */
function linesBelow(lines: readonly string[], line: number): number[] {
  const [, spaces = '', dash = ''] = /^(\s*)((?:-\s+)*)/.exec(lines[line - 1] ?? '') ?? [];
  const content = spaces.length + dash.length;
  const below: number[] = [];
  for (let next = line + 1; next <= lines.length; next++) {
    const text = lines[next - 1] ?? '';
    if (text.trim() === '') continue;
    const indent = text.length - text.trimStart().length;
    if (indent <= spaces.length || (indent < content && text.trimStart().startsWith('- '))) break;
    below.push(next);
  }
  return below;
}

/**
 * The continuation lines of a value. `by: …` below `- quote: …` is not one: it is another key of the same
 * block.
 */
function linesOfValue(lines: readonly string[], line: number): number[] {
  const [prefix = ''] = /^\s*(?:-\s+)*/.exec(lines[line - 1] ?? '') ?? [];
  const below = linesBelow(lines, line);
  const isKey = (text: string) =>
    text.length - text.trimStart().length === prefix.length && /^\s*[\w-]+:(\s|$)/.test(text);
  const other = below.findIndex((next) => prefix.includes('-') && isKey(lines[next - 1] ?? ''));
  return other < 0 ? below : below.slice(0, other);
}
