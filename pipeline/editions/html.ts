import Handlebars from 'handlebars';
import { type Inline, noteLabels } from '../content/inline.ts';
import { escapeHtml } from '../foundation/text/escape-html.ts';

/** Text that is already HTML: templates insert it unchanged. */
export type Html = Handlebars.SafeString;

export function html(markup: string): Html {
  return new Handlebars.SafeString(markup);
}

/** The words of a piece of HTML, escaped for an attribute. `escapeHtml` leaves no ">" within a tag. */
export function withoutTags(markup: unknown): Html {
  return html(String(markup).replace(/<[^>]*>/g, ''));
}

/** A plain text as HTML, for text and for quoted attributes. */
export function textToHtml(text: string): Html {
  return html(escapeHtml(text));
}

/** The HTML of a footnote's mark, by its label; empty where it is not shown. */
export type ShowNote = (label: string) => string;

/** An inline text as HTML. Marks of footnotes are left out unless `showNote` gives their HTML. */
export function inlineToHtml(nodes: readonly Inline[], showNote: ShowNote = () => ''): Html {
  return html(nodes.map((node) => nodeToHtml(node, showNote)).join(''));
}

function nodeToHtml(node: Inline, showNote: ShowNote): string {
  switch (node.type) {
    case 'text':
      return escapeHtml(node.value);
    case 'code':
      return `<code>${escapeHtml(node.value)}</code>`;
    case 'break':
      return '<br />';
    case 'strong':
      return `<strong>${inlineToHtml(node.children, showNote)}</strong>`;
    case 'emphasis':
      return `<em>${inlineToHtml(node.children, showNote)}</em>`;
    // The mark of a footnote may be a link, and links cannot be nested: it follows a link that contains it.
    case 'link':
      return `<a href="${escapeHtml(node.address)}">${inlineToHtml(node.children)}</a>${noteLabels(node.children).map(showNote).join('')}`;
    case 'note':
      return showNote(node.label);
  }
}
