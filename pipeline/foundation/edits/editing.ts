import type { YAMLMap, YAMLSeq } from 'yaml';
import type { Entry } from './extents.ts';
import type { Printing } from './print-value.ts';

/** A file to change, and how to write into it. */
export interface Editing {
  readonly text: string;
  readonly lineBreak: string;
  readonly printing: Printing;
  /** Throws `edit-refused` with the reason and the line of this offset. */
  readonly refuse: (reason: string, at: number) => never;
}

/** The map or sequence to change. */
export interface Target {
  readonly collection: YAMLMap | YAMLSeq;
  readonly entries: readonly Entry[];
  /** Whether the collection is the whole file. */
  readonly isRoot: boolean;
}
