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
    .map((group) => (group.list ? toItem(group) : toParagraphs(group.lines, isByLine)))
    .join('');
}

const bullet = /^(?:[-*+])\s+(?=\S)/;
const bulletOrNumber = /^(?:[-*+]|\d{1,3}[.)])\s+(?=\S)/;

/** Lines that belong together: those of an item, or of a paragraph. */
interface Group {
  readonly list: 'ul' | 'ol' | undefined;
  readonly lines: string[];
}

function toGroups(paragraph: string, marker: RegExp): Group[] {
  const groups: Group[] = [];
  for (const line of paragraph.split('\n').map((each) => each.trim())) {
    const sign = isRule.test(line) ? undefined : marker.exec(line)?.[0];
    const last = groups.at(-1);
    if (sign !== undefined)
      groups.push({ list: /\d/.test(sign) ? 'ol' : 'ul', lines: [line.slice(sign.length)] });
    else if (last === undefined) groups.push({ list: undefined, lines: [line] });
    else if (line !== '') last.lines.push(line);
  }
  return groups;
}

const isRule = /^(?:[-*+]\s+)+[-*+]?$/;

function toItem({ list, lines }: Group): string {
  return `<${list}><li>${lines.map(toLinks).join(' ')}</li></${list}>`;
}

function toParagraphs(lines: readonly string[], isByLine: boolean): string {
  const written = lines.filter((line) => line !== '').map(toLinks);
  if (written.length === 0) return '';
  if (isByLine) return written.map((line) => `<p>${line}</p>`).join('');
  return `<p>${written.join(isWrapped(lines) ? ' ' : '<br>')}</p>`;
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
