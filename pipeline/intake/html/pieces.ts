import type { Draft, Piece } from '../blocks/draft.ts';
import type { LostWhat } from '../blocks/intake-block.ts';
import { firstWords } from '../inline/piece.ts';
import { type HtmlElement, type HtmlNode, wordsWithin } from './element.ts';
import type { State } from './state.ts';

export const edge: Piece = { type: 'edge' };

export function ofDrafts(drafts: readonly Draft[]): Piece[] {
  return drafts.map((draft) => ({ type: 'draft', draft }));
}

export function lost(what: LostWhat, name: string): Piece {
  return {
    type: 'draft',
    draft: { kind: 'lost', what, ...(name === '' ? {} : { name: name.slice(0, 500) }) },
  };
}

/** What is lost with an element; nothing if it has no words and no address. */
export function lostWithin(element: HtmlElement, what: LostWhat): Piece[] {
  const name = (what === 'embed' ? sourceOf(element) : undefined) ?? firstWords(wordsWithin(element));
  return name === '' ? [] : [lost(what, name)];
}

/** The address of a video, also if it is in one of its parts. */
function sourceOf({ attributes, children }: HtmlElement): string | undefined {
  const parts = children.map((child) =>
    typeof child === 'string' ? undefined : child.attributes.get('src'),
  );
  return attributes.get('src') || parts.find((address) => address);
}

/** A text with its line ends as breaks, if the style keeps them. */
export function textPieces(value: string, { marks, keepsSpaces }: State): Piece[] {
  if (!keepsSpaces || !value.includes('\n')) return [{ type: 'text', value, marks }];
  return value.split('\n').flatMap((line, at): Piece[] => {
    const text: Piece = { type: 'text', value: line, marks };
    return at === 0 ? [text] : [{ type: 'break' }, text];
  });
}

/** The lines of a program as code, and those of a plain mail or of a poem as text. */
export function codeLines(element: HtmlElement, state: State): Piece[] {
  const isMail = /\bmoz-|\bwp-block-verse\b/.test(element.attributes.get('class') ?? '');
  // Pages put the name of the language and a button to copy beside the code.
  const text = wordsWithin(codeWithin(element) ?? element, Number.POSITIVE_INFINITY, '').replaceAll(
    '\r\n',
    '\n',
  );
  const lines = text.replace(/^\n/, '').trimEnd();
  const marks = { ...state.marks, code: !isMail };
  const isLost = !isMail && lines.includes('\n');
  return [
    ...(isLost ? [lost('code', firstWords(text))] : []),
    ...textPieces(lines, { ...state, marks, keepsSpaces: true }),
  ];
}

/** The only element of code in a `pre` element, if what is beside it is no text of its own. */
function codeWithin(pre: HtmlElement): HtmlElement | undefined {
  const [code, ...others] = codesWithin(pre);
  const isBeside = (child: HtmlNode) =>
    typeof child === 'string' ? child.trim() === '' : /^(?:div|button|code)$/.test(child.name);
  return others.length === 0 && pre.children.every(isBeside) ? code : undefined;
}

function codesWithin({ children }: HtmlElement): HtmlElement[] {
  return children.flatMap((child) => {
    if (typeof child === 'string') return [];
    return child.name === 'code' ? [child] : codesWithin(child);
  });
}
