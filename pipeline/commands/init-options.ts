import type { Host } from '../scaffold/answers.ts';

/** The options of the command line. A terminal asks for the rest. */
export interface InitOptions {
  readonly name?: string;
  readonly languages?: readonly string[];
  readonly source?: string;
  readonly url?: string;
  readonly sender?: string;
  readonly postal?: string;
  readonly timeZone?: string;
  readonly theme?: string;
  readonly accent?: string;
  readonly at?: string;
  readonly days?: readonly string[];
  readonly host?: Host;
  /** Uses the defaults for the rest, without asking. */
  readonly yes?: boolean;
}
