/**
 * Where a ledger keeps the data that outlives its database: how far it has come, and who withdrew. A ledger
 * has one place for all machines: a folder, or a second database.
 */
export interface Place {
  /** The name for people: the path of the folder, or the variable with the database's address. */
  readonly name: string;
  /** Undefined until the first write. */
  readOwner(): Promise<Owner | undefined>;
  writeOwner(owner: Owner): Promise<void>;
  /** One mark per process that delivered, except for deleted ones. */
  readMarks(): Promise<readonly Mark[]>;
  /** Resolves once the mark is written. Nothing is sent before that. */
  openMark(mark: Mark): Promise<MarkWriter>;
  deleteMarks(epochs: readonly number[]): Promise<void>;
  /** The number of the journal's last line; 0 when it has none. */
  readEnd(): Promise<number>;
  /** The lines with a greater number, in order; all lines for 0. */
  readLines(after: number): Promise<readonly NumberedLine[]>;
  /** Resolves once the lines are on disk. Only the holder of the store's lock may append or replace. */
  appendLines(lines: readonly NumberedLine[]): Promise<void>;
  replaceLines(lines: readonly NumberedLine[]): Promise<void>;
  /** Publishes the writes to other machines. Does nothing for a place that is shared already. */
  push(): Promise<void>;
  close(): Promise<void>;
}

/** The ledger that a place belongs to. */
export interface Owner {
  /** The place's random name, which the ledger records. */
  readonly place: string;
  /** The ledger's random name. A copy of the database has the same one. */
  readonly ledger: string;
  /** The publication's folder, for places chosen by default. */
  readonly publication: string;
}

/** How far one process has come with a dispatch. */
export interface Mark {
  /** The number of the process in the ledger. */
  readonly epoch: number;
  /** How many commits to the ledger it has made. */
  readonly sequence: number;
  readonly issue: string;
  readonly revision: number;
  /** In milliseconds since 1970. */
  readonly beganAt: number;
}

export interface MarkWriter {
  /** Raises the mark. Throws when an earlier mark could not be written. */
  record(sequence: number): void;
  close(): Promise<void>;
}

/** Why a person gets no more mail; `returned` cancels everything before it. */
export type LineKind = 'left' | 'erased' | 'bounced' | 'complained' | 'operator' | 'returned';

/** A withdrawal or a return, as the journal records it. */
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
  /** Counts up from 1, with gaps where the journal was compacted. */
  readonly number: number;
}
