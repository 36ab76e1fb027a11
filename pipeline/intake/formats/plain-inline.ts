import { escapeHtml } from '../../foundation/text/escape-html.ts';

const address = /\bhttps?:\/\/[^\s<>"'{}|\\^`]{1,2000}/g;

/** A line as HTML: web addresses as links, and the words that chats and mails mark: *strong*, _emphasis_. */
export function toInline(line: string): string {
  let html = '';
  let end = 0;
  for (const { 0: found, index } of line.matchAll(address)) {
    const written = withoutEnd(found);
    html += `${withMarks(line.slice(end, index))}<a href="${escapeHtml(written)}">${escapeHtml(written)}</a>`;
    end = index + written.length;
  }
  return html + withMarks(line.slice(end));
}

/** The address without the punctuation of the sentence around it. */
function withoutEnd(found: string): string {
  const hasBracket = found.includes('(');
  let end = found.length;
  while (end > 0 && (/[.,:;!?*_~»”’]/.test(found.charAt(end - 1)) || (found[end - 1] === ')' && !hasBracket)))
    end -= 1;
  return found.slice(0, end);
}

/** Signs around whole words. Within a word, or beside a space, they mean something else. */
const marked =
  /(?<=^|[\s([“‘"'])(?:\*(?<strong>[^\s*_](?:[^*_]{0,300}[^\s*_])?)\*|_(?<emphasis>[^\s*_](?:[^*_]{0,300}[^\s*_])?)_)(?=$|[\s.,:;!?)\]”’"'…])/g;

function withMarks(text: string): string {
  let html = '';
  let end = 0;
  for (const { 0: found, index, groups } of text.matchAll(marked)) {
    const { strong, emphasis = '' } = groups ?? {};
    const inner = strong === undefined ? `<em>${escapeHtml(emphasis)}</em>` : `<b>${escapeHtml(strong)}</b>`;
    html += escapeHtml(text.slice(end, index)) + inner;
    end = index + found.length;
  }
  return html + escapeHtml(text.slice(end));
}
