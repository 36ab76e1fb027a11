import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Terminal } from './terminal.ts';

/** What a command is given: nothing of it is looked up anywhere else. */
export interface CommandContext {
  /** The publication's folder, absolute. */
  readonly root: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly terminal: Terminal;
  readonly clock: () => Date;
  /** Aborted by the first Ctrl-C: finish what is under way and stop. */
  readonly signal: AbortSignal;
}

/** 0: all is well; 1: problems were found; 2: the command was used wrongly. */
export type ExitCode = 0 | 1 | 2;

/** Where Courant itself lies: its templates and interface texts. */
export const packageRoot = fileURLToPath(new URL('../../../', import.meta.url));

/** What Courant keeps for itself in a publication: the ledger, the outbox, a local secret. Never in git. */
export const stateFolder = ({ root }: CommandContext) => join(root, '.courant');

export const siteFolder = ({ root }: CommandContext) => join(root, 'dist');
