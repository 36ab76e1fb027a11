import type { Inline } from '../../content/inline.ts';
import type { InlinePiece } from '../inline/piece.ts';
import type { EmbeddedPicture, IntakeValue, LostWhat } from './intake-block.ts';

/** A block before its neighbours are known: items are not yet lists. */
export type Draft =
  | { readonly kind: 'paragraph'; readonly nodes: readonly Inline[]; readonly isCaption?: boolean }
  | { readonly kind: 'heading'; readonly nodes: readonly Inline[]; readonly level: number }
  | { readonly kind: 'quote'; readonly nodes: readonly Inline[]; readonly by?: string }
  | { readonly kind: 'callout'; readonly nodes: readonly Inline[]; readonly title?: string }
  | ItemDraft
  | {
      readonly kind: 'table';
      readonly rows: readonly (readonly (readonly Inline[])[])[];
      readonly align?: readonly string[];
      readonly caption?: readonly Inline[];
    }
  | ImageDraft
  | { readonly kind: 'button'; readonly address: string; readonly label: string }
  | { readonly kind: 'divider' }
  | LostDraft;

export interface ItemDraft {
  readonly kind: 'item';
  readonly nodes: readonly Inline[];
  /** 1 for an item of the outer list. */
  readonly level: number;
  readonly isOrdered: boolean;
  /** The number at which its list begins. Set on the first item. */
  readonly start?: number;
}

export interface ImageDraft {
  readonly kind: 'image';
  readonly picture: EmbeddedPicture;
  readonly alt?: string;
  readonly caption?: readonly Inline[];
}

export interface LostDraft {
  readonly kind: 'lost';
  readonly what: LostWhat;
  readonly name?: string;
  readonly values?: Readonly<Record<string, IntakeValue>>;
}

/** What a walk through a document gives, in order. */
export type Piece =
  | InlinePiece
  /** The beginning or end of a block. */
  | { readonly type: 'edge' }
  | { readonly type: 'draft'; readonly draft: Draft };
