import { type Part, type Piece, sampleOfPiece } from './cut-part.ts';
import { htmlTag } from './parse-mjml.ts';
import { contentEdge, cutForm, type Form, fillForm, joinForm } from './slots.ts';

/** The tags that are known within a tag, or in one kind of place, by their skeletons. */
export type KnownTags = Map<string, KnownTag>;

/**
 * The HTML of a tag, or of a whole element. It depends on the tags around it, because rules of style do, and not on those
 * beside it.
 */
interface KnownTag {
  readonly html: Form;
  /** The HTML of its end tag. */
  readonly closes: Form;
  readonly within: KnownTags;
}

/** A known tag as JSON, with the tags within it. */
export type PackedTag = readonly [
  skeleton: string,
  html: string,
  closes: string,
  within: readonly PackedTag[],
];

/** Assembles the HTML of a part; undefined if one of its tags is not known in its place. */
export function fillPart({ pieces, whole }: Part, known: KnownTags): string | undefined {
  const html = fillPieces(pieces, known);
  return html ?? (pieces.length > 1 ? fillPieces([whole()], known) : undefined);
}

function fillPieces(pieces: readonly Piece[], known: KnownTags): string | undefined {
  const path: { readonly tag: KnownTag; readonly values: readonly string[] }[] = [];
  let html = '';
  let around = known;
  for (const piece of pieces) {
    if (typeof piece === 'string') html += piece;
    else if (piece.step === 'closes') {
      const opened = path.pop();
      if (opened) html += fillForm(opened.tag.closes, opened.values);
      around = path.at(-1)?.tag.within ?? known;
    } else {
      const { skeleton, values, step } = piece;
      const tag = around.get(skeleton);
      if (tag === undefined) return undefined;
      html += fillForm(tag.html, values);
      if (step === 'opens') {
        path.push({ tag, values });
        around = tag.within;
      }
    }
  }
  return html;
}

/** The HTML of each piece; undefined if MJML has changed the order of tags or a text. */
export function matchPieces(html: string, pieces: readonly Piece[]): readonly string[] | undefined {
  if (pieces.length === 1) return [html];
  const [before, content, after, more] = html.split(contentEdge);
  if (before === undefined || content === undefined || after === undefined || more !== undefined)
    return undefined;
  const within = content.match(tagOrText) ?? [];
  const inner = pieces.slice(1, -1);
  const isSame = within.join('') === content && within.length === inner.length && inner.every(isLike);
  return isSame ? [before, ...within, after] : undefined;

  function isLike(piece: Piece, index: number): boolean {
    const sample = sampleOfPiece(piece);
    const made = within[index] ?? '';
    if (typeof piece === 'string' || piece.step === 'closes') return made === sample;
    return tagName(made) === tagName(sample);
  }
}

const tagOrText = new RegExp(`${htmlTag.source}|[^<]+`, 'g');

function tagName(tag: string): string | undefined {
  return /^<([a-z][a-z0-9]*)/.exec(tag)?.[1];
}

/** Adds the forms of the tags of a part, of which `matchPieces` returned the HTML. Returns how many there are. */
export function addTags(known: KnownTags, pieces: readonly Piece[], html: readonly string[]): number {
  const path: { skeleton: string; html: Form; within: KnownTags; around: KnownTags }[] = [];
  let around = known;
  let count = 0;
  for (const [index, piece] of pieces.entries()) {
    if (typeof piece === 'string') continue;
    const form = cutForm(html[index] ?? '');
    if (piece.step === 'closes') {
      const opened = path.pop();
      if (opened === undefined) continue;
      const { skeleton, html: opening, within } = opened;
      opened.around.set(skeleton, { html: opening, closes: form, within });
      around = opened.around;
    } else {
      const { skeleton, step } = piece;
      const within: KnownTags = around.get(skeleton)?.within ?? new Map();
      count++;
      if (step === 'opens') {
        path.push({ skeleton, html: form, within, around });
        around = within;
      } else around.set(skeleton, { html: form, closes: nothing, within });
    }
  }
  return count;
}

const nothing = cutForm('');

export function packTags(known: KnownTags): PackedTag[] {
  return [...known].map(([skeleton, { html, closes, within }]) => [
    skeleton,
    joinForm(html),
    joinForm(closes),
    packTags(within),
  ]);
}

/** Adds the tags that `packTags` returned. Returns how many there are. */
export function unpackTags(packed: readonly PackedTag[], known: KnownTags): number {
  let count = 0;
  for (const [skeleton, html, closes, tags] of packed) {
    const within: KnownTags = known.get(skeleton)?.within ?? new Map();
    known.set(skeleton, { html: cutForm(html), closes: cutForm(closes), within });
    count += 1 + unpackTags(tags, within);
  }
  return count;
}
