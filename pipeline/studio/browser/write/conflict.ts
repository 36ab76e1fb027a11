import type { WriteBlock } from '../../protocol/write.ts';

/** A part that was changed here and by somebody else. */
export interface Conflict {
  /** The block in the file; undefined if the block is gone, or for a field of the head. */
  readonly theirs?: WriteBlock | undefined;
  /** The hash of the part that the words on the page belong to. If the file has it again, nobody has to decide. */
  readonly former: string | undefined;
}
