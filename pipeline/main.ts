import { CommanderError } from 'commander';
import { createProgram } from './commands/declare/create-program.ts';
import type { Run, RunOptions } from './commands/declare/declaring.ts';
import { diskFailure } from './foundation/files/disk-failure.ts';
import { printProblems } from './foundation/problems/print-problems.ts';
import { type CommandContext, type ExitCode, stateFolder } from './foundation/program/context.ts';
import { dataFolders } from './foundation/program/data-folders.ts';
import { type Ending, enforceEnding } from './foundation/program/ending.ts';
import { findRoot } from './foundation/program/find-root.ts';
import { terminalReporter } from './foundation/program/reporter.ts';
import { tellParent } from './foundation/program/tell-parent.ts';
import { processTerminal } from './foundation/program/terminal.ts';

/** Runs the command that the process was started with, and returns its exit code. */
export async function main(
  process: NodeJS.Process,
  { returnsMemory = false }: Pick<CommandContext, 'returnsMemory'> = {},
): Promise<ExitCode> {
  const terminal = processTerminal(process);
  const ending: Ending = {};
  enforceEnding(process, ending);
  const end = (code: number) => {
    ending.code = code;
    process.exit(code);
  };
  const controller = new AbortController();
  const stop = () => {
    // The first signal asks the command to finish; the second one ends the process.
    process.once('SIGINT', () => end(130));
    process.once('SIGTERM', () => end(143));
    terminal.note('Stopping \u2026 (press again to stop at once)');
    controller.abort();
  };
  // The terminal was closed, or its connection was lost. The shell and the system may both send this signal, so a second
  // one changes nothing.
  const hangUp = () => {
    if (!controller.signal.aborted) terminal.note('Stopping \u2026');
    controller.abort();
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  process.on('SIGHUP', hangUp);
  // `courant work` started this process. When `courant work` dies, this process finishes the work in
  // progress.
  process.once('disconnect', stop);
  process.channel?.unref();
  /** The exit code once the output cannot be written any more. */
  let lost: ExitCode | undefined;
  // Asks the command to finish, as a signal does: messages may be on their way, whose outcomes belong in the ledger.
  const onOutputError = (error: NodeJS.ErrnoException) => {
    if (lost !== undefined) return; // Each further line fails too.
    // The program that reads the output has closed the pipe: `courant check --json | head`. Others are ended by SIGPIPE,
    // which Node ignores, and a shell shows that as this code. Otherwise, the output goes to a file on a full disk.
    const problem = error.code === 'EPIPE' ? undefined : diskFailure(error, '');
    if (problem === undefined && error.code !== 'EPIPE') throw error;
    lost = problem ? 1 : 141;
    if (problem) process.stderr.write(`${printProblems([problem], { colour: false })}\n`);
    if (ending.code === undefined) controller.abort();
    else end(lost);
  };
  process.stdout.on('error', onOutputError);
  process.stderr.on('error', onOutputError);
  let code: ExitCode = 0;
  const program = createProgram(async (run, { root, json, failure }) => {
    const workingDirectory = process.cwd();
    const folders = dataFolders(process.env, workingDirectory);
    const context: CommandContext = {
      root: findRoot(root, process.env, workingDirectory),
      ...(folders && { folders }),
      workingDirectory,
      environment: process.env,
      terminal,
      reporter: terminalReporter(terminal),
      clock: () => new Date(),
      signal: controller.signal,
      returnsMemory,
      ...(process.send && { tellParent }),
    };
    ending.root = context.root;
    code = await guard(context, run, json, failure);
  }, process);
  try {
    await program.parseAsync(process.argv);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has already printed the mistake or the help.
    code = error.exitCode === 0 ? 0 : 2;
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    process.off('SIGHUP', hangUp);
    process.off('disconnect', stop);
  }
  code = lost ?? code;
  ending.code = code;
  return code;
}

/**
 * Prints the problems that ended a command, also those of the disk. Any other error is a bug in Courant, and Node prints
 * it with its stack.
 */
async function guard(
  context: CommandContext,
  run: Run,
  json: boolean,
  failure: RunOptions['failure'],
): Promise<ExitCode> {
  const { protectStateFolder } = await import('./foundation/files/state-folder.ts');
  const closed = protectStateFolder(stateFolder(context));
  if (closed > 0) {
    const { plural } = await import('./foundation/problems/plural.ts');
    context.terminal.note(
      `Other users of this machine could read .courant. It is now private (${plural(closed, 'file')}).`,
    );
  }
  try {
    return await run(context);
  } catch (error) {
    if (context.signal.aborted && error instanceof Error && error.name === 'AbortError') {
      context.terminal.progress('');
      context.terminal.note('Stopped before the work was done.');
      return 1;
    }
    const { ProblemError } = await import('./foundation/problems/problem.ts');
    const ofDisk = diskFailure(error, context.root, stateFolder(context));
    const problems = error instanceof ProblemError ? error.problems : ofDisk && [ofDisk];
    if (problems === undefined) throw error;
    const { reportFailure } = await import('./foundation/program/report-problems.ts');
    context.terminal.progress('');
    reportFailure(context, problems, json);
    return failure(problems);
  } finally {
    // The command may have been the first to create the folder.
    protectStateFolder(stateFolder(context));
  }
}
