import { type Marks, noMarks } from '../inline/piece.ts';
import type { HtmlElement } from './element.ts';
import { isBold, isSlanted, keepsSpaces, type Style } from './read-style.ts';

/** What the elements around a text say about it. */
export interface State {
  readonly marks: Marks;
  readonly keepsSpaces: boolean;
  /** Headings and header cells are bold already. */
  readonly isBoldAnyway: boolean;
  readonly isInQuote: boolean;
  readonly list: ListState | undefined;
}

export interface ListState {
  readonly level: number;
  readonly isOrdered: boolean;
  readonly start: number;
}

export const startState: State = {
  marks: noMarks,
  keepsSpaces: false,
  isBoldAnyway: false,
  isInQuote: false,
  list: undefined,
};

const bold = new Set(['b', 'strong']);
const slanted = new Set(['i', 'em', 'cite', 'dfn', 'var']);
const code = new Set(['code', 'tt', 'samp', 'kbd']);
const alwaysBold = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'th']);

/** The state within an element: its name and its style, of which the style decides. */
export function stateWithin({ name, attributes }: HtmlElement, style: Style, state: State): State {
  const isBoldAnyway = state.isBoldAnyway || alwaysBold.has(name);
  const strong = isBold(style) ?? (bold.has(name) || state.marks.strong);
  // The source of a statement in an encyclopedia has its own slanted title.
  const isSource = name === 'cite' && /\bcitation\b/.test(attributes.get('class') ?? '');
  const emphasis = isSlanted(style) ?? ((slanted.has(name) && !isSource) || state.marks.emphasis);
  return {
    ...state,
    isBoldAnyway,
    keepsSpaces: keepsSpaces(style) ?? state.keepsSpaces,
    marks: {
      ...state.marks,
      strong: strong && !isBoldAnyway,
      emphasis,
      code: code.has(name) || state.marks.code,
    },
  };
}

/** Within a heading, bold letters have no meaning. */
export function plainBold(state: State): State {
  return { ...state, isBoldAnyway: true, marks: { ...state.marks, strong: false } };
}

export function unslanted(state: State): State {
  return { ...state, marks: { ...state.marks, emphasis: false } };
}

export function listWithin(element: HtmlElement, state: State): ListState {
  const start = Number.parseInt(element.attributes.get('start') ?? '1', 10);
  // Slack writes the lists of all levels one after another.
  const indent = Number.parseInt(element.attributes.get('data-indent') ?? '', 10);
  return {
    level: indent >= 0 ? indent + 1 : (state.list?.level ?? 0) + 1,
    isOrdered: element.name === 'ol',
    start: Number.isNaN(start) ? 1 : start,
  };
}

/** The place of an item: some programs write the level only as an attribute. */
export function itemPlace(element: HtmlElement, { list }: State) {
  const { level, isOrdered, start } = list ?? { level: 1, isOrdered: false, start: 1 };
  const { attributes } = element;
  const written = Number.parseInt(
    attributes.get('aria-level') ?? attributes.get('data-aria-level') ?? '',
    10,
  );
  const isFirst = element.parent?.children.find((child) => typeof child !== 'string') === element;
  return { level: written >= 1 ? Math.max(written, level) : level, isOrdered, ...(isFirst ? { start } : {}) };
}
