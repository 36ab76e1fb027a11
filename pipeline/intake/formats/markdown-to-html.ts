import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { leftOut } from './left-out.ts';
import { readNotes } from './markdown-notes.ts';
import { plainToHtml } from './plain-to-html.ts';

/** Markdown of this length takes about a second. */
const longest = 400_000;

/** Markdown of GitHub as HTML, with the HTML that is in it. A text that would take very long is plain text. */
export function markdownToHtml(markdown: string): string {
  const { settings, text } = splitFrontMatter(markdown.replaceAll('\r\n', '\n'));
  const lost = settings === '' ? '' : leftOut('front-matter', settings);
  if (text.length > longest || isCostly(text)) return lost + plainToHtml(text);
  const html = micromark(readNotes(text), {
    allowDangerousHtml: true,
    allowDangerousProtocol: true,
    extensions: [gfm()],
    htmlExtensions: [gfmHtml()],
  });
  return lost + html;
}

/** Separates the settings that site generators read, in YAML or TOML, from the text below them. */
function splitFrontMatter(file: string): { settings: string; text: string } {
  const whole = { settings: '', text: file };
  const fence = /^\ufeff?(---|\+\+\+)[ \t]*\n/.exec(file.slice(0, 100));
  if (fence === null) return whole;
  const start = fence[0].length;
  const end = file.indexOf(`\n${fence[1]}`, start - 1);
  const settings = end < 0 ? '' : file.slice(start, end);
  const rest = file.slice(end + 4);
  const isWhole = /^[\w-]+ *[:=]/m.test(settings) && /^[ \t]*(?:\n|$)/.test(rest);
  return isWhole && !settings.includes('\n\n') ? { settings, text: rest } : whole;
}

/** About a second of work for the parser. */
const mostCost = 30_000_000;

const sign = /[*_[\]<`~!&]/g;
const startsBlock = /^ {0,3}(?:[-*+]|1[.)]|#{1,6})\s/;
const definition = /^ {0,3}\[[^\]]{1,999}\]:/;

/**
 * Whether the parser would take long, as measured: its time grows with the square of the signs in one
 * paragraph and of the definitions, and each line, each cell of a table and each level of a quote costs much.
 */
function isCostly(text: string): boolean {
  let cost = 0;
  let signs = 0;
  let definitions = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '' || startsBlock.test(line)) signs = 0;
    const here = line.match(sign)?.length ?? 0;
    cost += here * (2 * signs + here);
    signs += here;
    if (definition.test(line)) cost += 8 * definitions++;
    cost += 400 + 6000 * (line.split('|').length - 1) + 2400 * levelsOf(line);
    if (cost > mostCost) return true;
  }
  return false;
}

/** How many quotes and lists begin at the start of a line. */
function levelsOf(line: string): number {
  const marker = /[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t]))/y;
  let levels = 0;
  while (marker.test(line)) levels += 1;
  return levels * levels;
}
