import { leftOut } from './left-out.ts';

/**
 * Makes usual Markdown of what programs for notes and GitHub add to it: links to other notes, marked words,
 * comments, footnotes within the text, and callouts.
 */
export function readNotes(markdown: string): string {
  const footnotes: string[] = [];
  const text = markdown.replace(additions, (whole: string, ...groups: unknown[]) => {
    const found = groups.at(-1) as Partial<Record<string, string>>;
    if (found['code'] !== undefined) return whole;
    if (found['kind'] !== undefined)
      return (found['signs'] ?? '') + toTitle(found['kind'], found['title'] ?? '');
    if (found['note'] !== undefined) return toLink(found['embed'] === '!', found['note']);
    if (found['marked'] !== undefined) return found['marked'];
    if (found['comment'] !== undefined) return leftOut('comment', found['comment'].trim());
    if (found['footnote'] === undefined) return '';
    footnotes.push(found['footnote']);
    return `[^note-${footnotes.length}]`;
  });
  return text + footnotes.map((note, at) => `\n\n[^note-${at + 1}]: ${note}`).join('');
}

/** What is in code stays as it is. The last alternative is the name of a block, at the end of a line. */
const additions = new RegExp(
  [
    /(?<code>^ {0,3}(?<fence>```+|~~~+)[\s\S]*?^ {0,3}\k<fence>|`[^`\n]*`)/,
    // "> [!tip] Title", at the beginning of a quote.
    /^(?<signs> {0,3}>[> ]{0,40})\[!(?<kind>\w{1,30})\][-+]?[ \t]*(?<title>[^\n]*)$/,
    /(?<embed>!?)\[\[(?<note>[^[\]\n]{1,300})\]\](?!\()/,
    /(?<![=\w])==(?<marked>[^=\s](?:[^=\n]{0,300}[^=\s])?)==(?![=\w])/,
    /(?<![%\w])%%(?<comment>[^%\n]{1,300})%%(?![%\w])/,
    /\^\[(?<footnote>[^[\]\n]{1,300})\]/,
    /(?<=\S) \^[a-zA-Z0-9-]{1,40}$/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gm',
);

/** A link to another note becomes a relative one. A part of a picture's link is its width. */
function toLink(isEmbedded: boolean, link: string): string {
  const [note = '', ...words] = link.split(/\\?\|/);
  const address = `<${note.trim().replace(/[<>]/g, '')}>`;
  if (!isEmbedded) return `[${words.at(-1) ?? note}](${address})`;
  return /\.(?:png|jpe?g|gif|webp|avif|svg)$/i.test(note) ? `![](${address})` : leftOut('embed', note);
}

/** A callout without a title has the name of its kind, as readers of its program see it. */
function toTitle(kind: string, written: string): string {
  const title = written.trim() || kind.charAt(0).toUpperCase() + kind.slice(1).toLowerCase();
  return `<b class="callout-title">${title}</b>`;
}
