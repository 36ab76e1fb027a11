import type { Host } from '../scaffold/answers.ts';

/** What the command line says; what it leaves out is asked on a terminal. */
export interface InitOptions {
  readonly name?: string;
  readonly languages?: readonly string[];
  readonly source?: string;
  readonly url?: string;
  readonly sender?: string;
  readonly postal?: string;
  readonly timeZone?: string;
  readonly accent?: string;
  readonly at?: string;
  readonly days?: readonly string[];
  readonly host?: Host;
  /** Takes the defaults for what is left out, and asks nothing. */
  readonly yes?: boolean;
}
