import type { FieldRole } from '../../content/blocks/fields.ts';
import type { Inline } from '../../content/inline.ts';
import type { PartState } from '../../content/translation/compare-translation.ts';
import type { ShownProblem } from './issues.ts';

// The JSON that the studio's server and its pages exchange about writing the source of an issue:
// `GET /api/write/:slug` and `POST /api/write/:slug`.

export type WriteList = 'body' | 'stories' | 'corrections';

/**
 * What a field of the form contains: the role of the field in content/blocks/fields.ts, or
 * - `number`: a whole number
 * - `language`: a locale of the publication
 * - `withdrawal`: true, a reason (inline), or a map with `date` and `text`
 * - `other`: a value that a publication's own block defines without a role; the page shows it and cannot
 * change it
 */
export type FormRole = FieldRole | 'number' | 'language' | 'withdrawal' | 'other';

/** A field of a form. The page needs nothing else to show and edit any field of any kind of block. */
export interface FieldForm {
  readonly name: string;
  readonly role: FormRole;
  /** Whether it holds several values: items of a list, rows of a table, topics. */
  readonly isList: boolean;
  /** Whether its values have names that the author chooses, as footnotes do. */
  readonly isMap: boolean;
  readonly isOptional: boolean;
  readonly choices?: readonly string[];
  readonly description: string;
  /** The field of the picture that this field describes. */
  readonly subject?: string;
  /** How many characters of it most phones show. */
  readonly limit?: number;
}

/** The form of a kind of block, of a story, or of a correction. */
export interface KindForm {
  readonly kind: string;
  /** The name with its article: "a quote". */
  readonly label: string;
  readonly description: string;
  readonly fields: readonly FieldForm[];
  /** Whether an extension of the publication defines it. */
  readonly isOwn: boolean;
}

/** Inline Markdown with its tree, so that the page needs no parser. */
export interface InlineValue {
  readonly markdown: string;
  readonly nodes: readonly Inline[];
}

/** A row of a table, cell by cell. */
export interface RowValue {
  readonly cells: readonly InlineValue[];
}

/** The value of a field as the file has it. */
export type FieldValue =
  | string
  | number
  | boolean
  | null
  | InlineValue
  | RowValue
  | readonly FieldValue[]
  | { readonly [name: string]: FieldValue };

/**
 * The value of a field as the page sends it. Inline text is a string of Markdown, which the server writes as
 * it is, or a tree, which the server prints. The server leaves the bytes alone if the tree equals the parse of
 * what the file has. The same holds for each cell of a row.
 */
export type FieldInput =
  | string
  | number
  | boolean
  | { readonly nodes: readonly Inline[] }
  | { readonly cells: readonly (string | { readonly nodes: readonly Inline[] })[] }
  | readonly FieldInput[]
  | { readonly [name: string]: FieldInput };

export interface HeadField {
  readonly name: string;
  readonly form: FieldForm;
  /** Undefined if the file does not have it. */
  readonly value: FieldValue | undefined;
  /** The hash of the value; empty if the file does not have it. */
  readonly hash: string;
  readonly problems: readonly ShownProblem[];
}

export interface WriteBlock {
  /** `body.3`: its place in the file now. */
  readonly key: string;
  /** The hash of its values. The page sends it back to say which block it showed. */
  readonly hash: string;
  /** `story` and `correction` in their lists; empty if the block cannot be read. */
  readonly kind: string;
  readonly id?: string;
  readonly values: Readonly<Record<string, FieldValue>>;
  /**
   * Why it cannot be edited here: an alias (`*name`) repeats it, or it cannot be read. It can be moved and
   * removed.
   */
  readonly isFixed?: 'alias' | 'broken';
  readonly translations: readonly { readonly locale: string; readonly state: PartState }[];
  readonly problems: readonly (ShownProblem & { readonly field?: string })[];
  /** The address that opens its place in the editor. */
  readonly opens: string;
}

export interface WriteView {
  readonly slug: string;
  /** The language in which the issue is written. */
  readonly locale: string;
  readonly kind: 'article' | 'digest';
  /** All fields of the head, set or not, in reading order: texts and settings. */
  readonly head: readonly HeadField[];
  readonly body: readonly WriteBlock[];
  readonly stories: readonly WriteBlock[];
  readonly corrections: readonly WriteBlock[];
  /** The forms of all kinds of blocks, and those of `story` and `correction`. */
  readonly kinds: readonly KindForm[];
  /** The problems that belong to no part. */
  readonly problems: readonly ShownProblem[];
  /** Whether the syntax of the file is broken, so that nothing can be written. */
  readonly isBroken: boolean;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** The label of the step that undo takes back, as the page gave it. */
  readonly undoes?: string;
}

type Values = Readonly<Record<string, FieldInput>>;
type Changes = Readonly<Record<string, FieldInput | null>>;

/** An entry of a list as it should be. Numbers are indexes in `seen`. */
export type WriteEntry =
  /** The block as it is. */
  | { readonly from: number }
  /**
   * Some of its fields change; null removes a field. `joins` are the blocks whose words it takes over, so that
   * translations join their words too.
   */
  | { readonly from: number; readonly set: Changes; readonly joins?: readonly number[] }
  /** It becomes another kind, with these values. It keeps its `id`, `note` and `only`. */
  | {
      readonly from: number;
      readonly into: string;
      readonly values: Values;
      readonly joins?: readonly number[];
    }
  /** A duplicate, in every language. It has no `id`. */
  | { readonly copyOf: number; readonly set?: Changes }
  /**
   * A new block; `kind` is `story` or `correction` in those lists. `splitOf` is the block from which its words
   * come. If that block is refused, the new one is not inserted, because the file still has those words.
   */
  | { readonly block: { readonly kind: string; readonly values: Values }; readonly splitOf?: number };

/** A block of `seen` that occurs in no entry of `next` is removed. */
export interface ListInput {
  /** The hashes of the blocks as the server last confirmed them. */
  readonly seen: readonly string[];
  readonly next: readonly WriteEntry[];
}

/** A field of the head: the hash of the value that the page showed, and the new value; null removes it. */
export interface HeadInput {
  readonly seen: string;
  readonly value: FieldInput | null;
}

/** `request` is an id that no other request has. A request that arrives twice is carried out once. */
export type WriteRequest =
  | {
      readonly action: 'write';
      readonly head?: Readonly<Record<string, HeadInput>>;
      readonly lists?: Partial<Readonly<Record<WriteList, ListInput>>>;
      /** What the step is, for the label of undo. */
      readonly label?: string;
      readonly request?: string;
    }
  | { readonly action: 'undo'; readonly request?: string }
  | { readonly action: 'redo'; readonly request?: string };

/** A language whose file could not take over the changes of blocks, and why. The source was written. */
export interface Unfollowed {
  readonly locale: string;
  readonly problems: readonly ShownProblem[];
}

/**
 * For each entry of `next`, the index of its block in the list of the answered view; null if the block does not
 * exist there: somebody else removed it, or it was split from a block that was refused.
 */
export type Places = Partial<Readonly<Record<WriteList, readonly (number | null)[]>>>;

/**
 * The result of a request.
 * - `conflict`: somebody else has changed these parts (keys of the answered view: `body.3`, `headline`) since
 *   the page showed them. Nothing of the request was written to them; all the rest was written. An entry
 *   that changes a block that somebody else has removed has the place null.
 * - `repeated`: a request with the same id was carried out before, and its answer may be lost. Nothing was
 *   written, and the view is the present state.
 * - `refused`: nothing was written.
 */
export type WriteAnswer =
  | {
      readonly kind: 'saved';
      readonly view: WriteView;
      readonly places: Places;
      readonly unfollowed: readonly Unfollowed[];
    }
  | {
      readonly kind: 'conflict';
      readonly parts: readonly string[];
      readonly view: WriteView;
      readonly places: Places;
      readonly unfollowed: readonly Unfollowed[];
    }
  | { readonly kind: 'repeated'; readonly view: WriteView }
  | { readonly kind: 'refused'; readonly problems: readonly ShownProblem[] };
