import type { YAMLMap, YAMLSeq } from 'yaml';
import type { Entry } from './extents.ts';
import type { Printing } from './print-value.ts';

/** A file during the computation of a change. */
export interface Editing {
  readonly text: string;
  readonly lineBreak: string;
  readonly printing: Printing;
  /** Refuses the change, and names the line. */
  readonly refuse: (reason: string, at: number) => never;
}

/** The map or sequence that changes. */
export interface Target {
  readonly collection: YAMLMap | YAMLSeq;
  readonly entries: readonly Entry[];
  /** Whether it is the whole file. */
  readonly isRoot: boolean;
}
