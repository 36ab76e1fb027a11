import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Wait } from '../time/wait.ts';
import type { Reporter } from './reporter.ts';
import type { Terminal } from './terminal.ts';

/** The environment of everything that runs. Nothing of it is looked up elsewhere. */
export interface ProgramContext {
  /** The publication's folder, absolute. */
  readonly root: string;
  /** Folders that are not in their usual places: a rehearsal has its own. */
  readonly folders?: Partial<Folders>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: () => Date;
  /** How to pause between attempts; on the machine's clock when it is left out. */
  readonly wait?: Wait;
  /** The first Ctrl-C aborts it: finish the work in progress and stop. */
  readonly signal: AbortSignal;
  /** Receives news of the run. */
  readonly reporter: Reporter;
}

/** The environment of a command: in addition, it prints results and asks questions. */
export interface CommandContext extends ProgramContext {
  /** The working directory of the person, absolute. Paths that they type are relative to it. */
  readonly workingDirectory: string;
  readonly terminal: Terminal;
}

export type { ExitCode } from './exit-code.ts';

interface Folders {
  readonly state: string;
  readonly cache: string;
  readonly site: string;
}

/** The folder of Courant itself: its templates and interface texts. */
export const packageRoot = fileURLToPath(new URL('../../../', import.meta.url));

type Rooted = Pick<ProgramContext, 'root' | 'folders'>;

/** The private data of a publication: the ledger, the outbox, a local secret. Never in git. */
export const stateFolder = ({ root, folders }: Rooted) => folders?.state ?? join(root, '.courant');

/** The folder of files that were made from the sources and can be made again. */
export const cacheFolder = ({ root, folders }: Rooted) => folders?.cache ?? join(root, '.courant', 'cache');

export const siteFolder = ({ root, folders }: Rooted) => folders?.site ?? join(root, 'dist');
