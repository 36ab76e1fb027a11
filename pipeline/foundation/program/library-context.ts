import type { ProgramContext } from './context.ts';
import type { Reporter } from './reporter.ts';

/** The settings of a program that uses Courant as a library. */
export interface LibraryOptions {
  /** A folder, absolute: the ledger, the outbox and a local secret are in `.courant` below it. */
  readonly root: string;
  /** Secrets and addresses, as in `process.env`; none by default. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly clock?: () => Date;
  /** Finishes the work in progress and stops. */
  readonly signal?: AbortSignal;
}

/** The context of a program. It prints nothing. */
export function createContext({
  root,
  environment = {},
  clock = () => new Date(),
  signal = new AbortController().signal,
}: LibraryOptions): ProgramContext {
  return { root, environment, clock, signal, reporter: silent };
}

const silent: Reporter = { note() {}, progress() {}, problems() {} };
