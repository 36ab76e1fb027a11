import type { HtmlElement } from './element.ts';

/** The declarations of an element's `style` attribute, in lower case. The first of several values holds. */
export type Style = ReadonlyMap<string, string>;

const none: Style = new Map();

/** Enough for the styles that a browser writes out when it copies. */
const longest = 20_000;

export function readStyle({ attributes }: HtmlElement): Style {
  const written = attributes.get('style');
  if (written === undefined) return none;
  const style = new Map<string, string>();
  for (const declaration of written.slice(0, longest).split(';')) {
    const colon = declaration.indexOf(':');
    const property = declaration.slice(0, Math.max(colon, 0)).trim().toLowerCase();
    if (property !== '' && !style.has(property))
      style.set(
        property,
        declaration
          .slice(colon + 1)
          .trim()
          .toLowerCase(),
      );
  }
  return style;
}

/** Whether a text has its spaces and its line ends as they are written. */
export function keepsSpaces(style: Style): boolean | undefined {
  const value = style.get('white-space') ?? style.get('white-space-collapse');
  return value === undefined ? undefined : /^(?:pre|break-spaces|preserve)/.test(value);
}

/** Whether letters are bold; undefined if the style does not say it. */
export function isBold(style: Style): boolean | undefined {
  const weight = style.get('font-weight');
  if (weight === undefined) return undefined;
  if (weight.startsWith('bold')) return true;
  if (weight.startsWith('normal') || weight.startsWith('lighter')) return false;
  const number = Number.parseInt(weight, 10);
  return Number.isNaN(number) ? undefined : number >= 600;
}

/** Whether letters are slanted; undefined if the style does not say it. */
export function isSlanted(style: Style): boolean | undefined {
  const value = style.get('font-style');
  if (value === undefined) return undefined;
  if (/^(?:italic|oblique)/.test(value)) return true;
  return value.startsWith('normal') ? false : undefined;
}
