import {
  titleLevel,
  toCallout,
  toCaptions,
  toFigure,
  toHeading,
  toItem,
  toQuote,
} from '../blocks/containers.ts';
import type { Draft, Piece } from '../blocks/draft.ts';
import { gather } from '../blocks/gather.ts';
import type { Footnote } from '../blocks/intake-block.ts';
import type { Steps } from '../blocks/steps.ts';
import { joinParagraphs } from '../inline/piece.ts';
import { isCallout, isCalloutTitle, isPullQuote } from './callouts.ts';
import type { HtmlElement, HtmlNode } from './element.ts';
import {
  headingLevel,
  isBlock,
  isIndent,
  isNameOfSpeaker,
  isPictureAddress,
  isSeparator,
  isStruck,
} from './element-kinds.ts';
import { findFootnotes } from './find-footnotes.ts';
import { isLeftOut } from './left-out.ts';
import { codeLines, edge, lost, lostWithin, ofDrafts, textPieces } from './pieces.ts';
import { raise } from './raised-letters.ts';
import { readBox } from './read-box.ts';
import { readLink } from './read-link.ts';
import { readMath } from './read-math.ts';
import { readDrawing, readPicture } from './read-picture.ts';
import { readStyle, type Style } from './read-style.ts';
import { readTable } from './read-table.ts';
import { itemPlace, listWithin, plainBold, type State, startState, stateWithin, unslanted } from './state.ts';
import { headingNumber, readWordParagraph } from './word.ts';

interface Walked {
  readonly drafts: readonly Draft[];
  readonly footnotes: readonly Footnote[];
}

/**
 * Walks through a document once, and gives the drafts of its blocks in order. `labels` are those of the
 * footnotes that the issue already has. `keepsMargins` says whether to read what is around the text of a page.
 */
export function walkHtml(
  root: HtmlElement,
  { labels, keepsMargins, steps }: { labels: readonly string[]; keepsMargins: boolean; steps: Steps },
): Walked {
  const found = findFootnotes(root, labels);
  const base = baseOf(root);
  const footnotes: Footnote[] = [];

  const within = (element: HtmlElement, state: State): Draft[] => gather(piecesWithin(element, state));

  function piecesWithin({ children }: HtmlElement, state: State): Piece[] {
    const pieces = children.flatMap((child) => piecesOf(child, state));
    steps.take(pieces.length);
    return pieces;
  }

  function piecesOf(node: HtmlNode, outer: State): Piece[] {
    steps.take();
    if (typeof node === 'string') return textPieces(node, outer);
    const label = found.texts.get(node);
    if (label !== undefined) return addFootnote(node, label);
    if (found.comments.has(node)) return lostWithin(node, 'comment');
    const style = readStyle(node);
    const reason = isLeftOut(node, style);
    const leftOut = reason === 'page' && keepsMargins ? undefined : reason;
    const drawing = leftOut === 'quiet' ? readDrawing(node) : undefined;
    if (drawing !== undefined) return ofDrafts([drawing]);
    if (leftOut !== undefined) return leftOut === 'quiet' ? [] : lostWithin(node, leftOut);
    const box = node.name === 'div' ? readBox(node) : undefined;
    if (box !== undefined) return textPieces(box, outer);
    const pieces = piecesOfElement(node, style, stateWithin(node, style, outer));
    // Words that were deleted while changes were tracked have the line too, and are lost already.
    const hasLine = isStruck(node, style) && pieces.some((piece) => hasWords(piece) || isBlockPiece(piece));
    const all = hasLine ? [...lostWithin(node, 'strike'), ...pieces] : pieces;
    return isBlock(node, style) ? [edge, ...all, edge] : all;
  }

  function piecesOfElement(element: HtmlElement, style: Style, state: State): Piece[] {
    const { name, attributes } = element;
    if (isSeparator(element)) return ofDrafts([{ kind: 'divider' }]);
    switch (name) {
      case 'span': {
        // Browsers copy a space at the edge of an element in this form.
        const [only, ...others] = element.children;
        if (only === '\u00a0' && others.length === 0) return textPieces(' ', state);
        // Slack ends a paragraph with this.
        if (/\bc-mrkdwn__br\b/.test(attributes.get('class') ?? '')) return [edge];
        const raised = /^su(?:per|b)$/.exec(style.get('vertical-align') ?? '')?.[0];
        if (raised === undefined) return piecesWithin(element, state);
        return raisedPieces(element, raised === 'super' ? 'sup' : 'sub', state);
      }
      case 'br':
        return /interchange/i.test(attributes.get('class') ?? '') ? [] : [{ type: 'break' }];
      case 'math': {
        const formula = readMath(element);
        return formula === '' ? [] : [...textPieces(formula, state), lost('formula', formula)];
      }
      case 'img': {
        const picture = readPicture(element, base);
        if (picture?.kind === 'text') return textPieces(picture.text, state);
        return picture ? ofDrafts([picture.draft]) : [];
      }
      case 'a':
        return linkPieces(element, style, state);
      case 'sup':
      case 'sub':
        return raisedPieces(element, name, state);
      case 'q':
        return [...textPieces('“', state), ...piecesWithin(element, state), ...textPieces('”', state)];
      case 'rt':
        return [...textPieces('(', state), ...piecesWithin(element, state), ...textPieces(')', state)];
      case 'input':
        return textPieces(readBox(element) ?? '', state);
      case 'pre':
        return codeLines(element, state);
      case 'code':
        return state.keepsSpaces ? codeLines(element, state) : piecesWithin(element, state);
      case 'ul':
      case 'ol':
      case 'menu':
        return piecesWithin(element, { ...state, list: listWithin(element, state) });
    }
    const drafts = draftsOf(element, style, state);
    return drafts ? ofDrafts(drafts) : piecesWithin(element, state);
  }

  /** The drafts of an element that is more than its parts; undefined for any other. */
  function draftsOf(element: HtmlElement, style: Style, state: State): Draft[] | undefined {
    switch (element.name) {
      case 'li':
        return toItem(gather(itemPieces(element, state)), itemPlace(element, state));
      case 'blockquote':
        if (isIndent(element, style)) return undefined;
        return toQuote(within(element, { ...state, isInQuote: true }));
      case 'figure':
        return toFigure(within(element, state));
      case 'figcaption':
        return toCaptions(within(element, state));
      case 'cite':
      case 'footer':
        if (!isNameOfSpeaker(element, state)) return undefined;
        return toCaptions(within(element, unslanted(state)));
      case 'table':
        return readTable(element, (part) => within(part, stateWithin(part, readStyle(part), state)));
    }
    if (isPullQuote(element)) return toQuote(within(element, { ...state, isInQuote: true }));
    if (isCalloutTitle(element)) return toHeading(within(element, plainBold(state)), titleLevel);
    if (isCallout(element)) return toCallout(within(element, state));
    const word = readWordParagraph(element, style);
    const level = headingLevel(element) ?? (word?.kind === 'heading' ? word.level : undefined);
    if (level !== undefined) {
      const number = headingNumber(element, style);
      const heading = toHeading(within(element, plainBold(state)), level);
      return number === undefined
        ? heading
        : [{ kind: 'lost', what: 'heading-number', name: number }, ...heading];
    }
    if (word?.kind === 'item') return toItem(within(element, state), word);
    if (word?.kind === 'quote') return toQuote(within(element, state));
    return word && toCaptions(within(element, state));
  }

  /** The pieces of an item, with its box in the same line. */
  function itemPieces(element: HtmlElement, state: State): Piece[] {
    const pieces = piecesWithin(element, state);
    const box = readBox(element);
    if (box === undefined) return pieces;
    const first = pieces.findIndex(({ type }) => type !== 'edge');
    return [...textPieces(box, state), ...pieces.slice(Math.max(first, 0))];
  }

  function addFootnote(element: HtmlElement, label: string): Piece[] {
    const drafts = within(element, startState);
    const nodes = joinParagraphs(drafts.flatMap((draft) => ('nodes' in draft ? [draft.nodes] : [])));
    if (nodes.length > 0) footnotes.push({ label, nodes });
    return [];
  }

  function linkPieces(element: HtmlElement, style: Style, state: State): Piece[] {
    const link = readLink(element, style, found, base);
    if (link.kind === 'gone') return [];
    if (link.kind === 'note') return [{ type: 'note', label: link.label }];
    if (link.kind === 'lost-note') return [lost('footnote', link.sign)];
    const marks = link.kind === 'kept' ? { link: link.address, isButton: link.isButton } : {};
    const pieces = piecesWithin(element, { ...state, marks: { ...state.marks, ...marks } });
    if (link.kind === 'plain') return pieces;
    // An image block has no link. A link without anything in it marks a place of the page.
    const isLost = link.kind === 'lost' ? pieces.length > 0 : pieces.length > 0 && !pieces.some(hasWords);
    return isLost && !isPictureAddress(link.address) ? [...pieces, lost('link', link.address)] : pieces;
  }

  function raisedPieces(element: HtmlElement, name: 'sup' | 'sub', state: State): Piece[] {
    const pieces = piecesWithin(element, state);
    const [only, ...others] = pieces;
    if (only?.type !== 'text' || others.length > 0) return pieces;
    return [{ ...only, value: raise(only.value, name) }];
  }

  return { drafts: within(root, startState), footnotes };
}

const hasWords = (piece: Piece) =>
  piece.type === 'note' || (piece.type === 'text' && piece.value.trim() !== '');

const isBlockPiece = (piece: Piece) => piece.type === 'draft' && piece.draft.kind !== 'lost';

/** The address against which a page reads relative addresses. */
function baseOf(element: HtmlElement): string | undefined {
  for (const child of element.children) {
    if (typeof child === 'string' || !/^(?:html|head|base)$/.test(child.name)) continue;
    const base = child.name === 'base' ? child.attributes.get('href') : baseOf(child);
    if (base !== undefined) return base;
  }
  return undefined;
}
