import Handlebars from 'handlebars';
import { type Inline, noteLabels } from '../content/inline.ts';
import { escapeHtml } from '../foundation/text/escape-html.ts';

/** Text that is HTML already. Templates insert it unchanged. */
export type Html = Handlebars.SafeString;

export function html(markup: string): Html {
  return new Handlebars.SafeString(markup);
}

/**
 * The text of a piece of HTML, escaped for an attribute. Tags never contain ">", because `escapeHtml`
 * replaces it.
 */
export function withoutTags(markup: unknown): Html {
  return html(String(markup).replace(/<[^>]*>/g, ''));
}

/** Plain text as HTML, for content and for quoted attributes. */
export function textToHtml(text: string): Html {
  return html(escapeHtml(text));
}

/** Returns the HTML of the mark of a footnote by its label; empty if marks are not shown. */
type ShowNote = (label: string) => string;

/** Inline text as HTML. Leaves out footnote marks unless `showNote` returns their HTML. */
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
    // A footnote mark may be a link, and links cannot be nested. So the mark of a footnote within a link is
    // placed after the link. A bare address is marked for the print style, which writes addresses behind other
    // links, and for programs that translate pages.
    case 'link':
      return `<a href="${escapeHtml(node.address)}"${node.isBare ? ' translate="no"' : ''}>${inlineToHtml(node.children)}</a>${noteLabels(node.children).map(showNote).join('')}`;
    case 'note':
      return showNote(node.label);
  }
}
