import { type Command, Option } from 'commander';
import type { Problem } from '../../foundation/problems/problem.ts';
import type { CommandContext, ExitCode } from '../../foundation/program/context.ts';

// Import only the code that the command line itself needs. Each command loads the rest when it runs.

/** The action of a command, called after the command line has been parsed. */
export type Run = (context: CommandContext) => Promise<ExitCode>;

/** Options that apply to every command. */
export interface RunOptions {
  /** The value of `--root`. */
  readonly root?: string;
  /** Whether `--json` is set. Then the problems that end the command are printed as JSON too. */
  readonly json: boolean;
  /** Returns the exit code of a command that these problems ended. */
  readonly failure: (problems: readonly Problem[]) => ExitCode;
}

export type Start = (run: Run, options: RunOptions) => Promise<void>;

/** The functions with which commands are declared. */
export interface Declaring {
  /** Returns an action that runs a command with the options of its command line. */
  readonly act: (run: Run, options?: Partial<Pick<RunOptions, 'json' | 'failure'>>) => Promise<void>;
  readonly json: () => Option;
  /** Adds examples to the end of a command's `--help`. Give each one without `courant`. */
  readonly examples: (command: Command, lines: readonly string[]) => Command;
}

const failed = (): ExitCode => 1;

export function createDeclaring(program: Command, start: Start): Declaring {
  return {
    act: (run, { json = false, failure = failed } = {}) => start(run, { ...program.opts(), json, failure }),
    json: () => new Option('--json', 'print the result as JSON'),
    examples: (command, lines) =>
      command
        .exitOverride()
        .addHelpText('after', `\nExamples:\n${lines.map((line) => `  courant ${line}`).join('\n')}`),
  };
}
