import { readDelimited } from './delimited.ts';
import { leftOut } from './left-out.ts';
import { isPrinted, joinLines } from './line-ends.ts';
import { toChunks } from './pages.ts';
import { toInline } from './plain-inline.ts';

/**
 * Plain text as HTML. An empty line ends a paragraph. The lengths of the lines show whether a program broke
 * them or whether the author did.
 */
export function plainToHtml(plain: string): string {
  const text = plain.replace(/\r\n?|[\u2028\u2029\v]/g, '\n').replaceAll('\f', '\n\n');
  const table = readDelimited(text);
  if (table !== undefined) return table;
  const hasNumbers = /^[^\S\n]*1[.)][^\S\n]+\S/m.test(text) && /^[^\S\n]*2[.)][^\S\n]+\S/m.test(text);
  const marker = hasNumbers ? bulletOrNumber : bullet;
  const isFromPages = plain.includes('\f') || toChunks(text, false).some(hasPrintedLines);
  const chunks = toChunks(text, isFromPages);
  const isByLine = chunks.length === 1 && hasLongLines(text);
  const groups = chunks.flatMap((chunk): Group[] =>
    chunk.kind === 'margin' ? [{ kind: 'margin', lines: [chunk.words] }] : toGroups(chunk.lines, marker),
  );
  return groups.map((_, at) => toElement(withoutNumber(groups, at), text, isByLine)).join('');
}

const hasPrintedLines = (chunk: ReturnType<typeof toChunks>[number]) =>
  chunk.kind === 'lines' && isPrinted(chunk.lines.map((line) => line.trim()));

const bullet = /^(?:[-*+•‣◦▪●○■\uf0b7\uf0a7])\s+(?=\S)/;
const bulletOrNumber = /^(?:[-*+•‣◦▪●○■\uf0b7\uf0a7]|\d{1,3}[.)])\s+(?=\S)/;
/** The sign before the lines of a mail to which another one answers. */
const quoted = /^>[>\s]*/;
/** The line above the name and address of the author, and rows of signs that are no items. */
const isSignature = /^--$/;
const isRule = /^(?:[-*+]\s+)+[-*+]?$/;
/** A message in a copied chat: "[14-03-2026 09:12:03] Ada: …", "14/03/2026, 09:12 - Ada: …". */
const message =
  /^\u200e?\[?\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4},? \d{1,2}:\d{2}[^:\]]{0,6}(?::\d{2}[^:\]]{0,6})?(?:\]| -) /;

/** Lines that belong together. */
interface Group {
  readonly kind: 'p' | 'ul' | 'ol' | 'blockquote' | 'margin';
  /** The sign or number of an item, as it is written and as a number. */
  readonly sign?: string;
  readonly start?: number;
  /** The spaces before the sign of an item, and its level. */
  readonly indent?: number;
  readonly level?: number;
  readonly lines: string[];
}

function toGroups(written: readonly string[], marker: RegExp): Group[] {
  const groups: Group[] = [];
  for (const raw of written) {
    const line = raw.trim();
    const indent = raw.search(/\S/);
    const last = groups.at(-1);
    const quote = quoted.exec(line)?.[0];
    const sign = isRule.test(line) ? undefined : marker.exec(line)?.[0];
    if (quote !== undefined) {
      const text = line.slice(quote.length);
      if (last?.kind === 'blockquote') last.lines.push(text);
      else groups.push({ kind: 'blockquote', lines: [text] });
    } else if (sign !== undefined) {
      const place = { indent, level: levelOf(groups, indent) };
      groups.push({ ...kindOfItem(sign), ...place, sign, lines: [line.slice(sign.length)] });
    } else if (isSignature.test(line)) groups.push({ kind: 'p', lines: [] });
    else if (last === undefined || last.kind === 'blockquote' || message.test(line) || hasEnded(last, indent))
      groups.push({ kind: 'p', lines: [line] });
    else last.lines.push(line);
  }
  return groups;
}

function kindOfItem(sign: string): Pick<Group, 'kind' | 'start'> {
  const start = Number.parseInt(sign, 10);
  return Number.isNaN(start) ? { kind: 'ul' } : { kind: 'ol', start };
}

/** A group of a text. A number alone, with no other item beside it, is that of a heading. */
function withoutNumber(groups: readonly Group[], at: number): Group {
  const group = groups[at] as Group;
  const isItem = (index: number) => groups[index]?.sign !== undefined;
  if (group.kind !== 'ol' || isItem(at - 1) || isItem(at + 1)) return group;
  const [first = '', ...rest] = group.lines;
  return { kind: 'p', lines: [(group.sign ?? '') + first, ...rest] };
}

/** The level of an item: one more than that of the last item with fewer spaces before it. */
function levelOf(groups: readonly Group[], indent: number): number {
  const last = groups.at(-1);
  if (last?.indent === undefined || last.level === undefined) return 1;
  if (indent > last.indent + 1) return Math.min(last.level + 1, 6);
  const same = groups.findLast((group) => group.indent === undefined || group.indent <= indent);
  return same?.level ?? 1;
}

/** Programs break an item only where its line is long, or indent its next line. */
const longItem = 40;

function hasEnded({ indent, lines }: Group, next: number): boolean {
  return indent !== undefined && next <= indent && (lines.at(-1)?.length ?? 0) < longItem;
}

function toElement({ kind, lines, start, level }: Group, text: string, isByLine: boolean): string {
  if (kind === 'p' && isByLine) return lines.map((line) => `<p>${toInline(line)}</p>`).join('');
  if (kind === 'margin') return leftOut('page', lines.join(' '));
  const filled = lines.filter((line) => line !== '');
  const paragraphs = joinLines(filled, text);
  const written = paragraphs.map((each) => each.map(toInline).join('<br>'));
  if (kind === 'ul') return `<ul><li aria-level="${level}">${written.join(' ')}</li></ul>`;
  if (kind === 'ol') return `<ol start="${start}"><li aria-level="${level}">${written.join(' ')}</li></ol>`;
  if (kind === 'p') return written.map((line) => `<p>${line}</p>`).join('');
  return `<${kind}>${written.join('<br>')}</${kind}>`;
}

/** Whether lines are paragraphs, because no mail program makes any that long. */
function hasLongLines(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 1 && lines.some((line) => line.length > 120);
}
