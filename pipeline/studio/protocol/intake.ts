import type { LostWhat } from '../../intake/blocks/intake-block.ts';
import type { FieldInput } from './write.ts';

// The JSON of `POST /api/intake`, which converts pasted or dropped text to blocks of the desk for writing.

export interface IntakeRequest {
  /** What the clipboard has as `text/html` and as `text/plain`. One of them is enough. */
  readonly html?: string;
  readonly text?: string;
  /**
   * The issue that takes the text. The pictures that are part of the text are stored in its folder, and the
   * image blocks name them. Without it, such pictures are in `lost`.
   */
  readonly slug?: string;
  /**
   * The labels of the footnotes that the issue has, so that those of the text get others. Without it, each
   * footnote of the text becomes a paragraph at the end.
   */
  readonly labels?: readonly string[];
}

/** A block as `WriteEntry` takes a new one: `{ block: { kind, values } }`. */
export interface TakenBlock {
  readonly kind: string;
  readonly values: Readonly<Record<string, FieldInput>>;
}

/** Something that was left out. */
export interface ShownLoss {
  readonly what: LostWhat;
  /** The index in `blocks` of the block that it was in or before. The number of blocks at the end. */
  readonly at: number;
  /** The first words of that block, or of one beside it. */
  readonly near: string;
  /** The address, the name of the file or the words that were left out. */
  readonly name?: string;
  /**
   * The values of an image block (`alt`, `caption`) that lacks only its file. The page can show a gap there,
   * and add the block when somebody gives the picture.
   */
  readonly values?: Readonly<Record<string, FieldInput>>;
}

export interface IntakeAnswer {
  readonly blocks: readonly TakenBlock[];
  /** Empty unless the request has `labels`. */
  readonly footnotes: Readonly<Record<string, FieldInput>>;
  readonly lost: readonly ShownLoss[];
}
