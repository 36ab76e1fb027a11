/**
 * Where a ledger keeps what outlives its database: how far it had come, and who withdrew. A ledger has one place,
 * whatever number of machines work on it: a folder, or a second database.
 */
export interface Place {
  /** As people know it: the path of the folder, or the variable with the database's address. */
  readonly name: string;
  /** Undefined until the place is first written to. */
  readOwner(): Promise<Owner | undefined>;
  writeOwner(owner: Owner): Promise<void>;
  /** One mark for each process that delivered and whose mark was not deleted since. */
  readMarks(): Promise<readonly Mark[]>;
  /** Resolves once the mark is written: before that, nothing is sent. */
  openMark(mark: Mark): Promise<MarkWriter>;
  deleteMarks(epochs: readonly number[]): Promise<void>;
  /** The number of the journal's last line; 0 when it has none. */
  readEnd(): Promise<number>;
  /** The lines with a greater number, in order; all lines for 0. */
  readLines(after: number): Promise<readonly NumberedLine[]>;
  /** Resolves once the lines are on disk. Only the holder of the store's lock may append or replace. */
  appendLines(lines: readonly NumberedLine[]): Promise<void>;
  replaceLines(lines: readonly NumberedLine[]): Promise<void>;
  /** Lets other machines see what was written; for a place that does so by itself, nothing. */
  push(): Promise<void>;
  close(): Promise<void>;
}

/** Whose place it is. */
export interface Owner {
  /** The place's random name, which the ledger remembers. */
  readonly place: string;
  /** The ledger's random name. A copy of the database has the same one. */
  readonly ledger: string;
  /** The publication's folder, for places that no one chose. */
  readonly publication: string;
}

/** How far one process came with a dispatch. */
export interface Mark {
  /** The number of the process in the ledger. */
  readonly epoch: number;
  /** How many commits of the ledger it made. */
  readonly sequence: number;
  readonly issue: string;
  readonly revision: number;
  /** In milliseconds since 1970. */
  readonly beganAt: number;
}

export interface MarkWriter {
  /** Raises the mark. Throws when an earlier one could not be written. */
  record(sequence: number): void;
  close(): Promise<void>;
}

/** Why somebody gets nothing any more; `returned` takes everything before it back. */
export type LineKind = 'left' | 'erased' | 'bounced' | 'complained' | 'operator' | 'returned';

/** A withdrawal or a return, as the journal holds it. */
export interface JournalLine {
  /** The keyed hash of the address, as in the suppression list. */
  readonly hash: string;
  readonly kind: LineKind;
  /** The id of a list, or `*`. */
  readonly scope: string;
  /** In milliseconds since 1970. */
  readonly at: number;
}

export interface NumberedLine extends JournalLine {
  /** Counts up from 1. Numbers may be missing where the journal was compacted. */
  readonly number: number;
}
