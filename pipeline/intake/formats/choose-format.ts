/** What a clipboard or a file gives: the same text in one form or two. */
export interface ForeignText {
  readonly html?: string | undefined;
  readonly text?: string | undefined;
}

export type Format = 'html' | 'markdown' | 'plain';

/**
 * Chooses the form to read. HTML knows most, except that of an editor of code, which only colours what was
 * typed.
 */
export function chooseFormat({ html = '', text = '' }: ForeignText): Format {
  const isColoured = isOfCodeEditor(html) && isMarkdown(text);
  if (html.trim() !== '' && !isColoured) return 'html';
  return isMarkdown(text) ? 'markdown' : 'plain';
}

/** Editors of code copy `<div style="… font-family: Menlo, monospace; … white-space: pre;">` at the start. */
function isOfCodeEditor(html: string): boolean {
  const start = html.slice(0, 3000);
  return /<(?:div|pre)\b[^>]{0,1000}monospace[^>]{0,1000}white-space:\s*pre/i.test(start);
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
