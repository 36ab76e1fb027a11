import type { HtmlElement, HtmlNode } from './element.ts';
import type { Style } from './read-style.ts';
import type { State } from './state.ts';

const blocks = new Set(
  'address article aside blockquote center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu ol p pre search section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);

/** Whether an element begins and ends a paragraph. */
export function isBlock({ name }: HtmlElement, style: Style): boolean {
  const display = style.get('display') ?? '';
  if (/^(?:block|flex|grid|list-item|table)(?:\s|$)/.test(display)) return name !== 'br' && name !== 'img';
  if (!blocks.has(name)) return false;
  return !(display.startsWith('inline') && (name === 'div' || name === 'p'));
}

/** Whether an element is a line between two parts. */
export const isSeparator = ({ attributes, name }: HtmlElement) =>
  name === 'hr' || attributes.get('role') === 'separator';

/** The level of a heading; undefined for any other element. */
export function headingLevel({ name, attributes }: HtmlElement): number | undefined {
  if (/^h[1-6]$/.test(name)) return Number(name[1]);
  if (attributes.get('role') !== 'heading') return undefined;
  return Number.parseInt(attributes.get('aria-level') ?? '', 10) || 2;
}

/** Whether a quote is only an indent, or the mail to which another one answers. */
export function isIndent({ attributes }: HtmlElement, style: Style): boolean {
  const classes = attributes.get('class') ?? '';
  // Slack gives its quotes the type that mail programs use for the mail to which one answers.
  const isOfChat = /\bc-mrkdwn__quote\b/.test(classes);
  const isReply = (attributes.get('type') === 'cite' && !isOfChat) || /\bgmail_quote\b/.test(classes);
  return isReply || (style.get('border') === 'none' && style.has('margin'));
}

/** Whether an element within a quote names who said it. In a sentence it does not. */
export function isNameOfSpeaker(element: HtmlElement, { isInQuote }: State): boolean {
  const { name, parent } = element;
  if (!isInQuote || parent === undefined) return false;
  const isOther = (child: HtmlNode) =>
    child !== element && (typeof child !== 'string' || child.trim() !== '');
  return name === 'footer' || parent.name === 'blockquote' || !parent.children.some(isOther);
}

export function isStruck({ name }: HtmlElement, style: Style): boolean {
  const line = `${style.get('text-decoration') ?? ''} ${style.get('text-decoration-line') ?? ''}`;
  return name === 's' || name === 'strike' || name === 'del' || line.includes('line-through');
}

/** Whether a link leads to the large form of a picture. */
export function isPictureAddress(address: string): boolean {
  return /\.(?:png|jpe?g|gif|webp|avif|svg)(?:\?[^/]*)?$/i.test(address);
}
