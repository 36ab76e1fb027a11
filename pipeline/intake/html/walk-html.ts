import { toCaptions, toFigure, toHeading, toItem, toQuote } from '../blocks/containers.ts';
import type { Draft, Piece } from '../blocks/draft.ts';
import { gather } from '../blocks/gather.ts';
import type { Footnote } from '../blocks/intake-block.ts';
import type { Steps } from '../blocks/steps.ts';
import { joinParagraphs } from '../inline/piece.ts';
import type { HtmlElement, HtmlNode } from './element.ts';
import {
  headingLevel,
  isBlock,
  isIndent,
  isNameOfSpeaker,
  isPictureAddress,
  isStruck,
} from './element-kinds.ts';
import { findFootnotes } from './find-footnotes.ts';
import { isLeftOut } from './left-out.ts';
import { codeLines, edge, lost, lostWithin, ofDrafts, textPieces } from './pieces.ts';
import { raise } from './raised-letters.ts';
import { readBox } from './read-box.ts';
import { readLink } from './read-link.ts';
import { readPicture } from './read-picture.ts';
import { readStyle, type Style } from './read-style.ts';
import { readTable } from './read-table.ts';
import { itemPlace, listWithin, plainBold, type State, startState, stateWithin, unslanted } from './state.ts';
import { readWordParagraph } from './word.ts';

interface Walked {
  readonly drafts: readonly Draft[];
  readonly footnotes: readonly Footnote[];
}

/**
 * Walks through a document once, and gives the drafts of its blocks in order. `taken` are the labels of
 * footnotes that the issue already has.
 */
export function walkHtml(root: HtmlElement, taken: readonly string[], steps: Steps): Walked {
  const found = findFootnotes(root, taken);
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
    const style = readStyle(node);
    const leftOut = isLeftOut(node, style);
    if (leftOut !== undefined) return leftOut === 'quiet' ? [] : lostWithin(node, leftOut);
    const box = node.name === 'div' ? readBox(node) : undefined;
    if (box !== undefined) return textPieces(box, outer);
    const pieces = [
      ...(isStruck(node, style) ? lostWithin(node, 'strike') : []),
      ...piecesOfElement(node, style, stateWithin(node, style, outer)),
    ];
    return isBlock(node, style) ? [edge, ...pieces, edge] : pieces;
  }

  function piecesOfElement(element: HtmlElement, style: Style, state: State): Piece[] {
    const { name, attributes } = element;
    switch (name) {
      case 'span': {
        // Browsers copy a space at the edge of an element in this form.
        const [only, ...others] = element.children;
        if (only === '\u00a0' && others.length === 0) return textPieces(' ', state);
        // Slack ends a paragraph with this.
        if (/\bc-mrkdwn__br\b/.test(attributes.get('class') ?? '')) return [edge];
        return piecesWithin(element, state);
      }
      case 'br':
        return /interchange/i.test(attributes.get('class') ?? '') ? [] : [{ type: 'break' }];
      case 'hr':
        return ofDrafts([{ kind: 'divider' }]);
      case 'img': {
        const picture = readPicture(element);
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
    const level = headingLevel(element);
    if (level !== undefined) return toHeading(within(element, plainBold(state)), level);
    const word = readWordParagraph(element, style);
    if (word?.kind === 'heading') return toHeading(within(element, plainBold(state)), word.level);
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
    const hasWords = pieces.some((piece) => piece.type === 'text' && piece.value.trim() !== '');
    // An image block has no link.
    const isLost = link.kind === 'lost' || (!hasWords && pieces.length > 0);
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

/** The address against which a page reads relative addresses. */
function baseOf(element: HtmlElement): string | undefined {
  for (const child of element.children) {
    if (typeof child === 'string' || !/^(?:html|head|base)$/.test(child.name)) continue;
    const base = child.name === 'base' ? child.attributes.get('href') : baseOf(child);
    if (base !== undefined) return base;
  }
  return undefined;
}
