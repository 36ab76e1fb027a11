import type { Steering } from '../dispatches/steering.ts';

/** The options of `courant send`. */
export interface SendOptions extends Steering {
  readonly dryRun?: boolean;
  readonly test?: string;
  readonly locale?: string;
  readonly name?: string;
  readonly outbox?: boolean;
  readonly correction?: boolean;
  readonly skipPublicCheck?: boolean;
  readonly yes?: boolean;
  /** Records that the issue should not be sent any more. */
  readonly skip?: boolean;
  readonly json?: boolean;
}
