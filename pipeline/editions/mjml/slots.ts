import { invisibleMarks } from '../../foundation/text/invisible-marks.ts';
import { htmlTag, type MjmlElement } from './parse-mjml.ts';

/** An element with its texts and addresses taken out. Many elements share the rest. */
export interface Slotted {
  /** MJML with a mark at each slot. */
  readonly skeleton: string;
  readonly values: readonly string[];
}

/** HTML with slots: texts, and between them the numbers of the slots. */
export interface Form {
  readonly texts: readonly string[];
  readonly slots: readonly number[];
}

const [open, close] = invisibleMarks.slot;
const mark = new RegExp(`${open}(\\d+)${close}`);

/** Attributes that MJML and juice copy unchanged, whatever their value is. */
const handedOn = new Set(['href', 'src', 'srcset', 'alt', 'title', 'id']);

/** Also copied for a picture in HTML. In a table, or in an element of MJML, a width has another meaning. */
const handedOnOfPicture = new Set([...handedOn, 'width', 'height']);

/** Except these, which have another meaning there. */
const notAText = new Set(['', 'true', 'false']);

const attribute = /\s([^\s"'=<>/]+)\s*=\s*("[^"]*"|'[^']*')/g;

const tagOrText = new RegExp(`${htmlTag.source}|[^<]+`, 'g');

/** The slot of a number, as a skeleton has it. */
export function slot(number: number): string {
  return `${open}${number}${close}`;
}

/** Takes the values out of an element and of everything in it. */
export function takeValues(element: MjmlElement): Slotted {
  const values: string[] = [];
  return { skeleton: skeletonOf(element, values), values };
}

/** Cuts the HTML that MJML made of a skeleton at its slots. */
export function cutForm(html: string): Form {
  const pieces = html.split(mark);
  return {
    texts: pieces.filter((_, index) => index % 2 === 0),
    slots: pieces.filter((_, index) => index % 2 === 1).map(Number),
  };
}

/** Fills values in. */
export function fillForm({ texts, slots }: Form, values: readonly string[]): string {
  let html = texts[0] ?? '';
  for (const [index, number] of slots.entries()) html += `${values[number]}${texts[index + 1]}`;
  return html;
}

function skeletonOf({ name, open: start, content, children }: MjmlElement, values: string[]): string {
  const opened = withoutAddresses(start, values);
  if (start.endsWith('/>')) return opened;
  if (content !== undefined) return `${opened}${withoutTexts(content, values)}</${name}>`;
  return `${opened}${children.map((child) => skeletonOf(child, values)).join('')}</${name}>`;
}

function withoutAddresses(start: string, values: string[]): string {
  const names = start.startsWith('<img ') ? handedOnOfPicture : handedOn;
  return start.replace(attribute, (whole, name: string, quoted: string) => {
    const value = quoted.slice(1, -1);
    const isSlot = names.has(name) && quoted.startsWith('"') && !notAText.has(value);
    return isSlot ? whole.replace(quoted, () => `"${put(value, values)}"`) : whole;
  });
}

function withoutTexts(content: string, values: string[]): string {
  // MJML parses comments, and changes the spaces in some.
  if (content.includes('<!')) return content;
  return content.replace(tagOrText, (piece) => {
    if (piece.startsWith('<')) return withoutAddresses(piece, values);
    return piece.trim() === '' ? piece : put(piece, values);
  });
}

function put(value: string, values: string[]): string {
  return slot(values.push(value) - 1);
}
