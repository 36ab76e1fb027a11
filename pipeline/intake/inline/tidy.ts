import type { Inline } from '../../content/inline.ts';
import { normaliseInline } from '../../content/normalise-inline.ts';
import { cleanText, isSpace } from './clean-text.ts';
import { type InlinePiece, type Marks, noMarks } from './piece.ts';

type TextPiece = Extract<InlinePiece, { type: 'text' }>;

/**
 * Makes the tree of an inline text: spaces collapsed and moved out of marks, pieces with the same marks
 * joined, no break at an end. Empty if there are no words.
 */
export function tidy(pieces: readonly InlinePiece[]): Inline[] {
  const lines = splitLines(pieces).map((line) => joinEqual(withoutEdges(placeSpaces(separate(line)))));
  const first = lines.findIndex((line) => line.length > 0);
  const last = lines.findLastIndex((line) => line.length > 0);
  if (first < 0) return [];
  const kept = lines.slice(first, last + 1).filter((line) => line.length > 0);
  return normaliseInline(
    nest(kept.flatMap((line, at): InlinePiece[] => (at === 0 ? line : [{ type: 'break' }, ...line]))),
  );
}

function splitLines(pieces: readonly InlinePiece[]): InlinePiece[][] {
  const lines: InlinePiece[][] = [[]];
  for (const piece of pieces) {
    if (piece.type === 'break') lines.push([]);
    else lines.at(-1)?.push(piece);
  }
  return lines;
}

/** Splits each text into the spaces at its ends and its words, and collapses spaces across pieces. */
function separate(line: readonly InlinePiece[]): InlinePiece[] {
  const parts: InlinePiece[] = [];
  let endsInSpace = true;
  for (const piece of line) {
    if (piece.type !== 'text') {
      parts.push(piece);
      endsInSpace = false;
      continue;
    }
    const text = cleanText(piece.value);
    const core = text.trim();
    const start = text.length - text.trimStart().length;
    const [before, after] = [text.slice(0, start), text.slice(start + core.length)];
    const add = (value: string) => {
      if (value === '') return;
      if (isSpace(value) && endsInSpace) return oneSpace(parts);
      parts.push({ type: 'text', value, marks: piece.marks });
      endsInSpace = isSpace(value);
    };
    for (const value of [before, core, after]) add(value);
  }
  return parts;
}

/** Makes the last piece, which is a space, a usual one: a no-break space beside a space has no meaning. */
function oneSpace(parts: InlinePiece[]): void {
  const last = parts.at(-1);
  if (last?.type === 'text') parts[parts.length - 1] = { ...last, value: ' ' };
}

/** Gives each space the marks that the pieces on both sides of it share. */
function placeSpaces(parts: readonly InlinePiece[]): InlinePiece[] {
  return parts.map((part, at) => {
    if (part.type !== 'text' || !isSpace(part.value)) return part;
    return { ...part, marks: sharedMarks(marksOf(parts[at - 1]), marksOf(parts[at + 1])) };
  });
}

const marksOf = (piece: InlinePiece | undefined) => (piece?.type === 'text' ? piece.marks : noMarks);

function sharedMarks(a: Marks, b: Marks): Marks {
  const isSameLink = a.link === b.link;
  return {
    strong: a.strong && b.strong,
    emphasis: a.emphasis && b.emphasis,
    code: a.code && b.code,
    link: isSameLink ? a.link : undefined,
    isButton: isSameLink && a.isButton && b.isButton,
  };
}

function withoutEdges(parts: readonly InlinePiece[]): readonly InlinePiece[] {
  const hasWords = (part: InlinePiece) => part.type !== 'text' || !isSpace(part.value);
  return parts.slice(parts.findIndex(hasWords), parts.findLastIndex(hasWords) + 1);
}

function joinEqual(parts: readonly InlinePiece[]): InlinePiece[] {
  const joined: InlinePiece[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.type === 'text' && last?.type === 'text' && isEqual(part.marks, last.marks))
      joined[joined.length - 1] = { ...last, value: last.value + part.value };
    else joined.push(part);
  }
  return joined;
}

const isEqual = (a: Marks, b: Marks) =>
  a.strong === b.strong && a.emphasis === b.emphasis && a.code === b.code && a.link === b.link;

type Mark = 'link' | 'strong' | 'emphasis';

/** Makes the tree: at each piece, the mark that extends furthest is the outer one. */
function nest(
  pieces: readonly InlinePiece[],
  marks: readonly Mark[] = ['link', 'strong', 'emphasis'],
): Inline[] {
  const nodes: Inline[] = [];
  for (let at = 0; at < pieces.length; ) {
    const piece = pieces[at] as InlinePiece;
    const [widest] = marks
      .map((mark) => ({ mark, end: endOf(pieces, at, mark) }))
      .sort((a, b) => b.end - a.end);
    if (widest !== undefined && widest.end > at) {
      const rest = marks.filter((mark) => mark !== widest.mark);
      nodes.push(wrap(piece as TextPiece, widest.mark, nest(pieces.slice(at, widest.end), rest)));
      at = widest.end;
    } else {
      nodes.push(leaf(piece));
      at += 1;
    }
  }
  return nodes;
}

/** Where the mark of the piece at this index ends; the index itself if it does not have the mark. */
function endOf(pieces: readonly InlinePiece[], at: number, mark: Mark): number {
  const value = markOf(pieces[at], mark);
  if (!value) return at;
  let end = at + 1;
  // A break belongs to the mark on both sides of it.
  while (end < pieces.length && (markOf(pieces[end], mark) === value || isInner(pieces, end, mark, value)))
    end += 1;
  return end;
}

const markOf = (piece: InlinePiece | undefined, mark: Mark) =>
  piece?.type === 'text' ? piece.marks[mark] : undefined;

const isInner = (pieces: readonly InlinePiece[], at: number, mark: Mark, value: string | true) =>
  pieces[at]?.type === 'break' && markOf(pieces[at + 1], mark) === value;

function wrap(first: TextPiece, mark: Mark, children: Inline[]): Inline {
  if (mark !== 'link') return { type: mark, children };
  const address = first.marks.link ?? '';
  const [only, ...others] = children;
  const isBare =
    others.length === 0 && only?.type === 'text' && only.value === address && /^https?:/i.test(address);
  return { type: 'link', address, children, ...(isBare ? { isBare } : {}) };
}

function leaf(piece: InlinePiece): Inline {
  if (piece.type !== 'text') return piece;
  return { type: piece.marks.code ? 'code' : 'text', value: piece.value };
}
