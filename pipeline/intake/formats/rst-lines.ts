/** Some lines as Markdown, and how many they were. */
export interface Part {
  readonly markdown: readonly string[];
  readonly length: number;
}

/** The lines below one that are indented more than it is, without their indent, and the index after them. */
export function bodyBelow(lines: readonly string[], at: number): { lines: string[]; end: number } {
  const outer = Math.max((lines[at] ?? '').search(/\S/), 0);
  const isFirst = at < 0 || (lines[at] ?? '').trim() === '';
  let end = at + 1;
  let last = end;
  for (; end < lines.length; end += 1) {
    const indent = (lines[end] ?? '').search(/\S/);
    if (indent >= 0 && indent <= (isFirst ? 0 : outer)) break;
    if (indent >= 0) last = end + 1;
  }
  const body = lines.slice(at + 1, last);
  const indents = body.map((line) => line.search(/\S/)).filter((indent) => indent >= 0);
  const indent = indents.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
  return { lines: body.map((line) => line.slice(indent)), end: last };
}

/** The lines from one on of which each is a part of something. */
export function takeWhile(lines: readonly string[], at: number, isPart: (line: string) => boolean): string[] {
  let end = at;
  while (end < lines.length && isPart(lines[end] ?? '')) end += 1;
  return lines.slice(at, end);
}

/** The options at the beginning of the body of a directive, and what is below them. */
export function splitOptions(body: readonly string[]) {
  const options = new Map<string, string>();
  let at = 0;
  for (; at < body.length; at += 1) {
    const [, name = '', value] = /^:([\w-]{1,40}):\s*(.*)$/.exec(body[at] ?? '') ?? [];
    if (value === undefined) break;
    options.set(name, value.trim());
  }
  const content = body.slice(at);
  while (content[0]?.trim() === '') content.shift();
  return { options, content };
}

export const asQuote = (lines: readonly string[]) => lines.map((line) => `> ${line}`);

export const asCode = (lines: readonly string[]) => ['```', ...lines, '```'];
