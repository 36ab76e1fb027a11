import { isRst } from './rst-to-markdown.ts';

/** What a clipboard or a file gives: the same text in one form or two. */
export interface ForeignText {
  readonly html?: string | undefined;
  readonly text?: string | undefined;
}

export type Format = 'html' | 'markdown' | 'rst' | 'code' | 'plain';

/**
 * Chooses the form to read. HTML knows most, except that of an editor of code, which only colours what was
 * typed, and that of a page that shows a text as it is.
 */
export function chooseFormat({ html = '', text = '' }: ForeignText): Format {
  if (html.trim() === '') return formatOf(text);
  const isColoured = isOfCodeEditor(html);
  if (text.trim() === '' || !(isColoured || hasOnlyText(html))) return 'html';
  const format = formatOf(text);
  if (format !== 'plain') return format;
  return isColoured && hasColours(html) ? 'code' : isColoured ? 'plain' : 'html';
}

function formatOf(text: string): Format {
  // Its titles are those of Markdown, so it is first.
  if (isRst(text)) return 'rst';
  return isMarkdown(text) ? 'markdown' : 'plain';
}

/** Editors of code copy `<div style="… font-family: Menlo, monospace; … white-space: pre;">` at the start. */
function isOfCodeEditor(html: string): boolean {
  const start = html.slice(0, 3000);
  return /<(?:div|pre)\b[^>]{0,1000}monospace[^>]{0,1000}white-space:\s*pre/i.test(start);
}

/** Whether the letters have two colours or more. A text in an editor of code has one. */
function hasColours(html: string): boolean {
  const colours = html.slice(0, 20_000).matchAll(/<span style="color:\s*([^;"]{1,40})/gi);
  return new Set([...colours].map(([, colour]) => colour)).size > 1;
}

/** Whether HTML has nothing but lines of text: no paragraph, no link, no bold letters. */
function hasOnlyText(html: string): boolean {
  const start = html.slice(0, 50_000);
  return !/<(?!\/|!|(?:html|head|body|meta|div|span|pre|br)\b)|font-weight:\s*(?:bold|[6-9])|font-style:\s*italic/i.test(
    start,
  );
}

/** Signs that people do not use by accident. Plain mails have lists and quotes too. */
const signs: readonly RegExp[] = [
  /^ {0,3}#{1,6} +\S/m,
  /^ {0,3}(?:```|~~~)/m,
  /(?:\*\*|__)[^\s*_][^*_\n]{0,300}(?:\*\*|__)/,
  /\[[^\]\n]{1,300}\]\((?:https?:|mailto:|\.|\/|[\w-]+[./])/,
  /\[[^\]\n]{1,300}\]\[[^\]\n]{0,100}\]/,
  /^ {0,3}\|?(?: *:?-{3,}:? *\|)+/m,
  /^[^\n]{1,200}\n(?:={3,}|-{3,}) *$/m,
];

/** Whether a text looks like Markdown. The beginning is enough to know. */
export function isMarkdown(text: string): boolean {
  const start = text.slice(0, 50_000).replaceAll('\r', '');
  return signs.some((sign) => sign.test(start));
}
