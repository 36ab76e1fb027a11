import { invisibleMarks } from '../../foundation/text/invisible-marks.ts';
import { htmlTag, type MjmlElement } from './parse-mjml.ts';

/** An element or a tag with its texts and addresses replaced by slots. Many share the same skeleton. */
export interface Slotted {
  /** The MJML with a mark for each slot. */
  readonly skeleton: string;
  readonly values: readonly string[];
}

/** HTML with slots: the texts, and the numbers of the slots between them. */
export interface Form {
  readonly texts: readonly string[];
  readonly slots: readonly number[];
}

const [open, close] = invisibleMarks.slot;
const mark = new RegExp(`${open}(\\d+)${close}`);

/** Marks where the content of an element begins and ends, in MJML that is compiled for the forms of its tags. */
export const contentEdge = `${open}${close}`;

/** Attributes that MJML and juice copy unchanged, whatever their value. */
const handedOn = new Set(['href', 'src', 'srcset', 'alt', 'title', 'id', 'lang', 'hreflang']);

/**
 * Attributes that are also copied for a picture in HTML. In a table or an MJML element, a width means
 * something else.
 */
const handedOnOfPicture = new Set([...handedOn, 'width', 'height']);

/** The values of these attributes that have a special meaning. */
const notAText = new Set(['', 'true', 'false']);

/** After an equals sign, the text is the value of the attribute before it: `rel= title="x"` has no title. */
const attribute = /(?<!=\s*)\s([^\s"'=<>/]+)\s*=\s*("[^"]*"|'[^']*')/g;

const tagOrText = new RegExp(`${htmlTag.source}|[^<]+`, 'g');

/** The mark of a slot in a skeleton, by number. */
export function slot(number: number): string {
  return `${open}${number}${close}`;
}

/** Replaces the values of an element, and of everything in it, with slots. */
export function takeValues(element: MjmlElement): Slotted {
  const values: string[] = [];
  return { skeleton: skeletonOf(element, values), values };
}

/** Splits the HTML that MJML made from a skeleton at its slots. */
export function cutForm(html: string): Form {
  const pieces = html.split(mark);
  return {
    texts: pieces.filter((_, index) => index % 2 === 0),
    slots: pieces.filter((_, index) => index % 2 === 1).map(Number),
  };
}

/** The HTML that `cutForm` makes this form from. */
export function joinForm({ texts, slots }: Form): string {
  return texts.map((text, index) => (index === 0 ? text : `${slot(slots[index - 1] ?? 0)}${text}`)).join('');
}

/** Fills values into the slots of a form. */
export function fillForm({ texts, slots }: Form, values: readonly string[]): string {
  let html = texts[0] ?? '';
  for (const [index, number] of slots.entries()) html += `${values[number]}${texts[index + 1]}`;
  return html;
}

function skeletonOf({ name, open: start, content, children }: MjmlElement, values: string[]): string {
  const opened = takeAddresses(start, values);
  if (start.endsWith('/>')) return opened;
  if (content !== undefined) return `${opened}${withoutTexts(content, values)}</${name}>`;
  return `${opened}${children.map((child) => skeletonOf(child, values)).join('')}</${name}>`;
}

/** Replaces the values of a start tag that MJML and juice copy with slots, and adds them to `values`. */
export function takeAddresses(start: string, values: string[]): string {
  const names = start.startsWith('<img ') ? handedOnOfPicture : handedOn;
  return start.replace(attribute, (whole, name: string, quoted: string) => {
    const value = quoted.slice(1, -1);
    const isSlot = names.has(name) && quoted.startsWith('"') && !notAText.has(value);
    return isSlot ? whole.replace(quoted, () => `"${put(value, values)}"`) : whole;
  });
}

function withoutTexts(content: string, values: string[]): string {
  // MJML parses comments, and changes the spaces in some of them.
  if (content.includes('<!')) return content;
  return content.replace(tagOrText, (piece) => {
    if (piece.startsWith('<')) return takeAddresses(piece, values);
    return piece.trim() === '' ? piece : put(piece, values);
  });
}

function put(value: string, values: string[]): string {
  return slot(values.push(value) - 1);
}
