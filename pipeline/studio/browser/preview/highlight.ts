import { html, type TemplateResult } from 'lit-html';

type Piece = { readonly kind: string; readonly text: string };

/** Splits HTML into tags, attributes, values, comments, and the text between them. */
const pieces =
  /(?<comment><!--[\s\S]*?-->)|(?<tag><\/?[a-zA-Z][\w:-]*|\/?>)|(?<value>"[^"]*"|'[^']*')|(?<name>[\w:-]+(?==))/g;

/** A line of HTML with its pieces coloured. A comment over several lines is coloured line by line. */
export function highlightLine(line: string): TemplateResult[] {
  const found: Piece[] = [];
  let last = 0;
  for (const match of line.matchAll(pieces)) {
    if (match.index > last) found.push({ kind: 'plain', text: line.slice(last, match.index) });
    const [kind = 'plain'] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? [];
    found.push({ kind, text: match[0] });
    last = match.index + match[0].length;
  }
  if (last < line.length) found.push({ kind: 'plain', text: line.slice(last) });
  return found.map(({ kind, text }) =>
    kind === 'plain' ? html`${text}` : html`<span class="hl-${kind}">${text}</span>`,
  );
}
