import { escapeHtml } from '../../foundation/text/escape-html.ts';

/**
 * Plain text as HTML. An empty line ends a paragraph. The lengths of the lines show whether a program broke
 * them or whether the author did.
 */
export function plainToHtml(plain: string): string {
  const text = plain.replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n');
  const hasNumbers = /^[^\S\n]*1[.)][^\S\n]+\S/m.test(text) && /^[^\S\n]*2[.)][^\S\n]+\S/m.test(text);
  const marker = hasNumbers ? bulletOrNumber : bullet;
  const paragraphs = text.split(/\n[^\S\n]*(?:\n[^\S\n]*)+/);
  const isByLine = paragraphs.length === 1 && hasLongLines(text);
  return paragraphs
    .flatMap((paragraph) => toGroups(paragraph, marker))
    .map((group) => toElement(group, isByLine))
    .join('');
}

const bullet = /^(?:[-*+])\s+(?=\S)/;
const bulletOrNumber = /^(?:[-*+]|\d{1,3}[.)])\s+(?=\S)/;
/** The sign before the lines of a mail to which another one answers. */
const quoted = /^>[>\s]*/;
/** The line above the name and address of the author, and rows of signs that are no items. */
const isSignature = /^--$/;
const isRule = /^(?:[-*+]\s+)+[-*+]?$/;

/** Lines that belong together. */
interface Group {
  readonly kind: 'p' | 'ul' | 'ol' | 'blockquote';
  /** The number of an item. */
  readonly start?: number;
  readonly lines: string[];
}

function toGroups(paragraph: string, marker: RegExp): Group[] {
  const groups: Group[] = [];
  for (const line of paragraph.split('\n').map((each) => each.trim())) {
    const last = groups.at(-1);
    const quote = quoted.exec(line)?.[0];
    const sign = isRule.test(line) ? undefined : marker.exec(line)?.[0];
    if (quote !== undefined) {
      const text = line.slice(quote.length);
      if (last?.kind === 'blockquote') last.lines.push(text);
      else groups.push({ kind: 'blockquote', lines: [text] });
    } else if (sign !== undefined) groups.push({ ...kindOfItem(sign), lines: [line.slice(sign.length)] });
    else if (last === undefined || last.kind === 'blockquote' || isSignature.test(line))
      groups.push({ kind: 'p', lines: isSignature.test(line) ? [] : [line] });
    else if (line !== '') last.lines.push(line);
  }
  return groups;
}

function kindOfItem(sign: string): Pick<Group, 'kind' | 'start'> {
  const start = Number.parseInt(sign, 10);
  return Number.isNaN(start) ? { kind: 'ul' } : { kind: 'ol', start };
}

function toElement({ kind, lines, start }: Group, isByLine: boolean): string {
  const filled = lines.filter((line) => line !== '');
  const written = filled.map(toLinks);
  if (kind === 'p' && isByLine) return written.map((line) => `<p>${line}</p>`).join('');
  if (kind === 'ul') return `<ul><li>${written.join(' ')}</li></ul>`;
  if (kind === 'ol') return `<ol start="${start}"><li>${written.join(' ')}</li></ol>`;
  return `<${kind}>${written.join(isWrapped(filled) ? ' ' : '<br>')}</${kind}>`;
}

/** Whether lines are paragraphs, because no mail program makes any that long. */
function hasLongLines(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 1 && lines.some((line) => line.length > 120);
}

/** The shortest lines of programs that break lines. */
const shortestWidth = 50;

/** Programs differ in whether a space, the sign of a quote or a wide letter counts. */
const slack = 4;

/**
 * Whether a program broke the lines: with the first word of the next line, each line would be longer than the
 * longest one is.
 */
function isWrapped(lines: readonly string[]): boolean {
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0);
  if (width < shortestWidth) return false;
  return lines.every((line, at) => {
    const next = lines[at + 1];
    if (next === undefined) return true;
    const word = /^\S*/.exec(next)?.[0] ?? '';
    return line.length + 1 + word.length > width - slack;
  });
}

const address = /\bhttps?:\/\/[^\s<>"']{1,2000}/g;

/** Escapes a line, and makes links of the web addresses in it. */
function toLinks(line: string): string {
  let html = '';
  let end = 0;
  for (const { 0: found, index } of line.matchAll(address)) {
    const written = withoutEnd(found);
    html += `${escapeHtml(line.slice(end, index))}<a href="${escapeHtml(written)}">${escapeHtml(written)}</a>`;
    end = index + written.length;
  }
  return html + escapeHtml(line.slice(end));
}

/** The address without the punctuation of the sentence around it. */
function withoutEnd(found: string): string {
  const hasBracket = found.includes('(');
  let end = found.length;
  while (end > 0 && (/[.,:;!?*_~»”’]/.test(found.charAt(end - 1)) || (found[end - 1] === ')' && !hasBracket)))
    end -= 1;
  return found.slice(0, end);
}
