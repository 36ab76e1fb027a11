import type { Host } from '../scaffold/answers.ts';

/** The options of the command line. On a terminal, the command asks for the missing ones. */
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
  /** Whether to use the defaults for missing options without asking. */
  readonly yes?: boolean;
}
