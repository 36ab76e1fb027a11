import type { MjmlElement } from './parse-mjml.ts';
import { contentEdge, type Slotted, slot, takeAddresses, takeValues } from './slots.ts';
import { voidElements } from './void-elements.ts';

/** An element of a mail with its texts, so that its HTML can be assembled from the forms of its tags. */
export interface Part {
  /**
   * The tags and texts in order. The first one opens the element, and the last one closes it. If the element cannot be cut
   * into tags, it is one piece.
   */
  readonly pieces: readonly Piece[];
  /** The element as one piece. */
  readonly whole: () => WholePiece;
}

/** A text, which MJML copies unchanged, or a tag. */
export type Piece = string | Tag;

type Tag =
  | WholePiece
  | (Slotted & { readonly step: 'opens' })
  | { readonly step: 'closes'; readonly tag: string };

/** A tag that needs no end tag, or a whole element. */
interface WholePiece extends Slotted {
  readonly step: 'whole';
}

/** A tag in lower case, or a text. */
const tagOrText = /<(\/?)([a-z][a-z0-9]*)((?:\s(?:"[^"]*"|'[^']*'|[^"'<>])*|\/)?)>|[^<]+/y;

/** Elements whose content a parser does not read as HTML. */
const hasOtherContent = new Set(
  'script style textarea title iframe noembed noframes noscript plaintext xmp svg math'.split(' '),
);

/** Cuts an element into its tags, if it contains HTML in which each tag is closed. */
export function cutPart(element: MjmlElement): Part {
  const whole = (): WholePiece => ({ ...takeValues(element), step: 'whole' });
  const { name, open, content } = element;
  const within = content ? cutContent(content) : undefined;
  if (within === undefined) return { pieces: [whole()], whole };
  return { pieces: [opens(open), ...within, { step: 'closes', tag: `</${name}>` }], whole };
}

/** Undefined if a tag is not closed, or if there is anything other than tags and texts. */
function cutContent(content: string): Piece[] | undefined {
  const pieces: Piece[] = [];
  const path: string[] = [];
  tagOrText.lastIndex = 0;
  for (let at = 0; at < content.length; at = tagOrText.lastIndex) {
    const [piece, slash, name, attributes = ''] = tagOrText.exec(content) ?? [];
    if (piece === undefined) return undefined;
    if (name === undefined) pieces.push(piece);
    else if (slash === '/') {
      if (path.pop() !== name || attributes !== '') return undefined;
      pieces.push({ step: 'closes', tag: piece });
    } else if (voidElements.has(name)) pieces.push({ ...opens(piece), step: 'whole' });
    else if (attributes.endsWith('/') || hasOtherContent.has(name)) return undefined;
    else {
      path.push(name);
      pieces.push(opens(piece));
    }
  }
  return path.length === 0 ? pieces : undefined;
}

function opens(tag: string) {
  const values: string[] = [];
  return { step: 'opens' as const, skeleton: takeAddresses(tag, values), values };
}

/** The MJML that is compiled to learn the forms of these pieces. The edges of the content are marked. */
export function sampleOf(pieces: readonly Piece[]): string {
  const last = pieces.length - 1;
  const samples = pieces.map((piece, index) => {
    if (index === 0 && last > 0) return `${sampleOfPiece(piece)}${contentEdge}`;
    return index === last && last > 0 ? `${contentEdge}${sampleOfPiece(piece)}` : sampleOfPiece(piece);
  });
  return samples.join('');
}

/** Texts are slots, so that no word is compiled. White space stays as it is. */
export function sampleOfPiece(piece: Piece): string {
  if (typeof piece === 'string') return piece.trim() === '' ? piece : slot(0);
  return piece.step === 'closes' ? piece.tag : piece.skeleton;
}
