import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Wait } from '../time/wait.ts';
import type { Reporter } from './reporter.ts';
import type { Terminal } from './terminal.ts';

/**
 * Everything that a program takes from its surroundings, such as the clock. No other code reads the
 * surroundings.
 */
export interface ProgramContext {
  /** The publication's folder, absolute. */
  readonly root: string;
  /** Replaces the usual folders: a rehearsal uses its own, and COURANT_DATA names others. */
  readonly folders?: Partial<Folders>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: () => Date;
  /** Pauses between attempts. Defaults to the machine's clock. */
  readonly wait?: Wait;
  /** Aborted by the first Ctrl-C: finish the work in progress, then stop. */
  readonly signal: AbortSignal;
  /** Receives news of the run. */
  readonly reporter: Reporter;
  /**
   * Whether this process runs one command and nothing else. A command then does work that needs much memory
   * in a separate process, so that the memory is free again while the command continues, and it may limit V8's heap.
   */
  readonly returnsMemory?: boolean;
  /** Sends news to the process that started this one, if that is `courant work`. */
  readonly tellParent?: (news: RunNews) => void;
}

/** The news that `courant run` sends to the process that started it. */
export interface RunNews {
  /** Set when a dispatch begins or continues: other machines can now take part in it. */
  readonly dispatching?: string;
  /** The next moment at which a run has something to do, in milliseconds since 1970. */
  readonly next?: { readonly at: number; readonly timeZone: string };
  /** When to read again what came back, in milliseconds since 1970. */
  readonly poll?: number;
}

/** The context of a command, which also prints results and asks questions. */
export interface CommandContext extends ProgramContext {
  /** The user's working directory, absolute. Paths on the command line are relative to it. */
  readonly workingDirectory: string;
  readonly terminal: Terminal;
}

export type { ExitCode } from './exit-code.ts';

export interface Folders {
  readonly state: string;
  readonly cache: string;
  readonly site: string;
}

/** The folder of Courant itself, with its templates and interface texts. */
export const packageRoot = fileURLToPath(new URL('../../../', import.meta.url));

type Rooted = Pick<ProgramContext, 'root' | 'folders'>;

/** The private data of a publication: the ledger, the outbox, a local secret. Never in git. */
export const stateFolder = ({ root, folders }: Rooted) => folders?.state ?? join(root, '.courant');

/** The folder for files that are made from the sources and can be made again. */
export const cacheFolder = ({ root, folders }: Rooted) => folders?.cache ?? join(root, '.courant', 'cache');

export const siteFolder = ({ root, folders }: Rooted) => folders?.site ?? join(root, 'dist');
