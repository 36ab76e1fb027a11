import type { ProgramContext } from './context.ts';
import type { Reporter } from './reporter.ts';

/** The settings of a program that uses Courant as a library. */
export interface LibraryOptions {
  /** The absolute path of a folder. The ledger, the outbox and a local secret go into `.courant` below it. */
  readonly root: string;
  /** Secrets and addresses, as in `process.env`. Empty by default. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly clock?: () => Date;
  /** Abort it to finish the work in progress and stop. */
  readonly signal?: AbortSignal;
}

/** The context for a program that uses Courant as a library. It prints nothing. */
export function createContext({
  root,
  environment = {},
  clock = () => new Date(),
  signal = new AbortController().signal,
}: LibraryOptions): ProgramContext {
  return { root, environment, clock, signal, reporter: silent };
}

const silent: Reporter = { note() {}, progress() {}, problems() {} };
