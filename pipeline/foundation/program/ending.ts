import { realpathSync } from 'node:fs';
import { basename, isAbsolute, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printProblems } from '../problems/print-problems.ts';
import { createProblem, type Problem } from '../problems/problem.ts';

/** How a process ends. */
export interface Ending {
  /** The publication's folder, absolute; undefined until the command line has been read. */
  root?: string;
  /** The exit code; undefined while the work is in progress. */
  code?: number;
}

/**
 * Makes a process fail that ends while its work is in progress. The code of an extension can end it with the exit code of
 * success, and so can a promise that is never settled: Node ends a process that waits for nothing. Afterwards, the exit
 * code of the work is that of the process, whatever else ends it.
 */
export function enforceEnding(process: NodeJS.Process, ending: Ending): void {
  const ends = process as EndingProcess;
  const { reallyExit } = ends;
  let hasThrown = false;
  process.on('uncaughtExceptionMonitor', () => {
    hasThrown = true;
  });
  // Node prints the error that ends the process. With any other code, an extension has caught it.
  const isOfError = (code: number) => hasThrown && isOfUncaughtError(code);
  const decide = (code: number): number => {
    if (isOfError(code)) return code;
    if (ending.code === undefined) {
      ending.code = 1;
      const file = fileThatExits(new Error().stack, ending.root);
      process.stderr.write(`${printProblems([endedEarly(file)], { colour: false })}\n`);
    }
    return ending.code;
  };
  process.on('exit', (code) => {
    if (isOfError(code)) return;
    process.exitCode = decide(code);
    // The handlers of an extension would come next, and could make the failure a success.
    if (process.exitCode !== 0) reallyExit.call(process, process.exitCode);
  });
  // `process.exit` ends the process with this function, after all handlers. An extension may call it too.
  ends.reallyExit = (code = 0) => reallyExit.call(process, decide(code));
}

/** Node's process, with the function that ends it at once. */
type EndingProcess = NodeJS.Process & { reallyExit: (code?: number) => never };

/** Node's exit codes for an error that nothing caught, and for one in the handler of such an error. */
const isOfUncaughtError = (code: number) => code === 1 || code === 7;

function endedEarly(file: string | undefined): Problem {
  return file?.startsWith('extensions/')
    ? createProblem(
        'extension-failed',
        { file, reason: 'it calls "process.exit", which ended the whole command' },
        { file },
      )
    : createProblem('command-ended', { file });
}

const ownFolder = fileURLToPath(new URL('../../', import.meta.url));

/**
 * The file in the stack that ended the process, relative to the publication, or only its name if it is elsewhere.
 * Undefined if only Courant and Node are in the stack.
 */
function fileThatExits(stack = '', root: string | undefined): string | undefined {
  const files = [...stack.matchAll(/^ +at (?:.*\()?(.+?)(?:\?v=\w+)?:\d+:\d+\)?$/gm)].map(([, name = '']) =>
    name.startsWith('file:') ? fileURLToPath(name) : name,
  );
  const file = files.find((each) => isAbsolute(each) && !each.startsWith(ownFolder));
  if (file === undefined) return undefined;
  // The stack has real paths.
  const path = root === undefined ? file : relative(realpathSync.native(root), file);
  return path.startsWith('..') || isAbsolute(path) ? basename(file) : path.split(sep).join('/');
}
