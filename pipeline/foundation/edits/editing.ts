import type { YAMLMap, YAMLSeq } from 'yaml';
import type { Entry } from './extents.ts';
import type { Printing } from './print-value.ts';

/** A file while a change of it is worked out. */
export interface Editing {
  readonly text: string;
  readonly lineBreak: string;
  readonly printing: Printing;
  /** Leaves the file as it is and names the line. */
  readonly refuse: (reason: string, at: number) => never;
}

/** The map or sequence that changes. */
export interface Target {
  readonly collection: YAMLMap | YAMLSeq;
  readonly entries: readonly Entry[];
  /** It is the whole file. */
  readonly isRoot: boolean;
}
