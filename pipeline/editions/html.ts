import Handlebars from 'handlebars';
import type { Inline } from '../content/inline.ts';
import { escapeHtml } from '../foundation/text/escape-html.ts';

/** Text that is HTML already: templates insert it unchanged. */
export type Html = Handlebars.SafeString;

export function html(markup: string): Html {
  return new Handlebars.SafeString(markup);
}

/** The words of a piece of HTML, fit for an attribute. `escapeHtml` leaves no ">" within a tag. */
export function withoutTags(markup: unknown): Html {
  return html(String(markup).replace(/<[^>]*>/g, ''));
}

/** A plain text as HTML, for text and for quoted attributes. */
export function textToHtml(text: string): Html {
  return html(escapeHtml(text));
}

/** An inline text as HTML. */
export function inlineToHtml(nodes: readonly Inline[]): Html {
  return html(nodes.map(nodeToHtml).join(''));
}

function nodeToHtml(node: Inline): string {
  switch (node.type) {
    case 'text':
      return escapeHtml(node.value);
    case 'code':
      return `<code>${escapeHtml(node.value)}</code>`;
    case 'break':
      return '<br />';
    case 'strong':
      return `<strong>${inlineToHtml(node.children)}</strong>`;
    case 'emphasis':
      return `<em>${inlineToHtml(node.children)}</em>`;
    case 'link':
      return `<a href="${escapeHtml(node.address)}">${inlineToHtml(node.children)}</a>`;
  }
}
