import type { HtmlElement } from './element.ts';

/** Whether an element is a note in a box, as pages and notebooks have them. */
export function isCallout({ name, attributes }: HtmlElement): boolean {
  // Asides that are the margin of a page do not come here.
  return name === 'aside' || box.test(attributes.get('class') ?? '');
}

const box =
  /(?:^|\s)(?:markdown-alert|admonition|callout|kg-callout-card|ak-editor-panel|notion-callout|theme-admonition)(?:\s|$)/;

/** Whether an element has the title of such a box. */
export function isCalloutTitle({ attributes }: HtmlElement): boolean {
  return title.test(attributes.get('class') ?? '');
}

const title = /(?:^|\s)(?:markdown-alert|admonition|callout)-(?:title|heading)(?:\s|$)/;

/** Whether an element is a quote from the text itself, in large letters beside it. */
export function isPullQuote({ name, attributes }: HtmlElement): boolean {
  return /^(?:div|aside|p)$/.test(name) && /\bpull-?quote\b/i.test(attributes.get('class') ?? '');
}
