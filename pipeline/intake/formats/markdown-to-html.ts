import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { plainToHtml } from './plain-to-html.ts';

/** Markdown of this length takes about a second. */
const longest = 400_000;

/** Markdown of GitHub as HTML, with the HTML that is in it. A text that would take very long is plain text. */
export function markdownToHtml(markdown: string): string {
  const text = withoutFrontMatter(markdown.replaceAll('\r\n', '\n'));
  if (text.length > longest || isCostly(text)) return plainToHtml(text);
  return micromark(text, {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
}

/** Removes the settings that site generators read from the beginning of a file. */
function withoutFrontMatter(text: string): string {
  const end = text.startsWith('---\n') ? text.indexOf('\n---\n', 3) : -1;
  const settings = text.slice(4, Math.max(end, 4));
  return /^[\w-]+:/m.test(settings) && !settings.includes('\n\n') ? text.slice(end + 5) : text;
}

/** The parser's time grows with the square of the signs in one paragraph, and with the depth of quotes. */
const mostSigns = 1000;
const deepest = 12;

const sign = /[*_[\]<`~!&]/g;
const startsBlock = /^ {0,3}(?:[-*+]|1[.)]|#{1,6})\s/;
const isRule = /^[ \t]*([-*_])(?:[ \t]*\1)*[ \t]*$/;

function isCostly(text: string): boolean {
  let signs = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '' || startsBlock.test(line)) signs = 0;
    signs += line.match(sign)?.length ?? 0;
    if (signs > mostSigns) return true;
    if (depthOf(line) > deepest && !isRule.test(line.slice(0, 500))) return true;
  }
  return false;
}

/** How many quotes and lists begin at the start of a line. */
function depthOf(line: string): number {
  const marker = /[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))/y;
  let depth = 0;
  while (depth <= deepest && marker.test(line)) depth += 1;
  return depth;
}
