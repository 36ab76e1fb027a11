/**
 * Where a ledger keeps the data that must outlive its database: how far it has come, and who withdrew. A
 * ledger has one place for all machines, either a folder or a second database.
 */
export interface Place {
  /**
   * The name to show to people: the path of the folder, or the variable that has the address of the database.
   */
  readonly name: string;
  /** Undefined before the first write. */
  readOwner(): Promise<Owner | undefined>;
  writeOwner(owner: Owner): Promise<void>;
  /** The marks of all processes that have delivered, except those that were deleted. */
  readMarks(): Promise<readonly Mark[]>;
  /** Resolves once the mark is written. Send nothing before that. */
  openMark(mark: Mark): Promise<MarkWriter>;
  deleteMarks(epochs: readonly number[]): Promise<void>;
  /** The number of the last line in the journal, or 0 if there is none. */
  readEnd(): Promise<number>;
  /** The lines with greater numbers than `after`, in order. 0 returns all lines. */
  readLines(after: number): Promise<readonly NumberedLine[]>;
  /** Resolves once the lines are on disk. Append and replace only while holding the lock of the store. */
  appendLines(lines: readonly NumberedLine[]): Promise<void>;
  replaceLines(lines: readonly NumberedLine[]): Promise<void>;
  /** Reads and writes, and leaves nothing behind. Rejects with the reason if one of the two does not work. */
  probe(): Promise<void>;
  /** Publishes the writes to other machines. Does nothing if the place is shared already. */
  push(): Promise<void>;
  close(): Promise<void>;
}

/** The ledger that a place belongs to. */
export interface Owner {
  /** The random name of the place, which the ledger records too. */
  readonly place: string;
  /** The random name of the ledger. A copy of the database has the same name. */
  readonly ledger: string;
  /** The folder of the publication, for places chosen by default. */
  readonly publication: string;
}

/** How far one process has come with a dispatch. */
export interface Mark {
  /** The number of the process in the ledger. */
  readonly epoch: number;
  /** The number of commits that it has made to the ledger. */
  readonly sequence: number;
  readonly issue: string;
  readonly revision: number;
  /** In milliseconds since 1970. */
  readonly beganAt: number;
}

export interface MarkWriter {
  /** Raises the mark. Throws if an earlier number could not be written. */
  record(sequence: number): void;
  close(): Promise<void>;
}

/** Why a person gets no more mail. `returned` cancels all lines before it. */
export type LineKind = 'left' | 'erased' | 'bounced' | 'complained' | 'operator' | 'returned';

/** A withdrawal or a return in the form that the journal records. */
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
  /** Counts from 1. Compacting the journal leaves gaps. */
  readonly number: number;
}
