import { plainInline } from '../../content/inline.ts';
import type { InlinePiece } from '../inline/piece.ts';
import { tidy } from '../inline/tidy.ts';
import type { Draft, Piece } from './draft.ts';
import { isDivider, startsWithBullet, withoutBullet } from './typed-signs.ts';

/** Makes drafts of blocks from the pieces of a walk. What is between two edges is a paragraph. */
export function gather(pieces: readonly Piece[]): Draft[] {
  const drafts: Draft[] = [];
  let open: InlinePiece[] = [];
  let after: Draft[] = [];
  let hasBegun = false;
  const close = () => {
    const paragraph = paragraphOf(open);
    if (paragraph) drafts.push(paragraph);
    // One by one: a spread of many values would overflow the stack.
    for (const draft of after) drafts.push(draft);
    open = [];
    after = [];
    hasBegun = false;
  };
  for (const [at, piece] of pieces.entries()) {
    if (piece.type === 'edge') close();
    else if (piece.type === 'draft' && isBeside(piece.draft)) {
      // A picture within a paragraph comes after it: nobody wants half a sentence above it.
      const list = hasBegun && !isMark(piece.draft) ? after : drafts;
      list.push(piece.draft);
    } else if (piece.type === 'draft') {
      close();
      drafts.push(piece.draft);
    } else if (piece.type === 'break' && endsParagraph(open, pieces[at + 1])) close();
    else {
      open.push(piece);
      hasBegun ||= isWord(piece);
    }
  }
  close();
  return drafts;
}

/** Whether a draft does not end the paragraph that it is in. */
const isBeside = (draft: Draft) => draft.kind === 'image' || draft.kind === 'lost';

const isMark = (draft: Draft) => draft.kind === 'lost' && draft.what !== 'picture';

const isWord = (piece: InlinePiece) =>
  piece.type === 'note' || (piece.type === 'text' && piece.value.trim() !== '');

/** Two breaks end a paragraph, and so does one before a line that begins with a bullet. */
function endsParagraph(open: readonly InlinePiece[], next: Piece | undefined): boolean {
  let at = open.length - 1;
  for (let last = open[at]; last?.type === 'text' && last.value.trim() === ''; last = open[at]) at -= 1;
  const isSecond = open[at]?.type === 'break';
  return isSecond || (next?.type === 'text' && startsWithBullet(next.value));
}

function paragraphOf(pieces: readonly InlinePiece[]): Draft | undefined {
  const nodes = tidy(pieces);
  if (nodes.length === 0) return undefined;
  const words = plainInline(nodes);
  const [only] = nodes;
  const isButton = pieces.every(
    (piece) => piece.type === 'text' && (piece.marks.isButton || piece.value.trim() === ''),
  );
  if (isButton && nodes.length === 1 && only?.type === 'link')
    return { kind: 'button', address: only.address, label: words.replace(/\s+/g, ' ').trim() };
  // A sign between two names that a page shows in one line.
  if (/^\s*[·•|]\s*$/.test(words)) return undefined;
  if (isDivider(words)) return { kind: 'divider' };
  if (!startsWithBullet(words)) return { kind: 'paragraph', nodes };
  const item = withoutBullet(nodes);
  return item.length === 0 ? undefined : { kind: 'item', nodes: item, level: 1, isOrdered: false };
}
