import { printProblems } from '../../foundation/problems/print-problems.ts';
import { createProblem } from '../../foundation/problems/problem.ts';

/** The modules that are extensions, by path: whether each is being loaded. */
const modules = new Map<string, boolean>();

/**
 * Runs code of an extension in which `process.exit` throws. Otherwise it would end the whole command: without a word
 * about the extension, and sometimes with the exit code of success.
 */
export function withoutExit<Result>(run: () => Result): Result {
  const { exit } = process;
  process.exit = refuse;
  try {
    return asResult(run());
  } finally {
    process.exit = exit;
  }
}

/**
 * Refuses a promise as the result of an extension's function, because Courant does not wait for it. What becomes of it
 * later is part of the same mistake.
 */
export function asResult<Result>(result: Result): Result {
  if (!(result instanceof Promise)) return result;
  result.catch(() => {});
  throw new TypeError('it returns a promise, and Courant does not wait for it');
}

/**
 * Loads a module, in which `process.exit` throws. Later, other code may end the process, such as the handler of a
 * signal. When the module does, in a timer or after an `await`, the command ends with a problem that names it.
 */
export async function loadWithoutExit<Module>(file: string, load: () => Promise<Module>): Promise<Module> {
  if (modules.size === 0) guardExit();
  modules.set(file, true);
  try {
    return await load();
  } finally {
    modules.set(file, false);
  }
}

function guardExit(): void {
  const { exit } = process;
  process.exit = (code) => {
    const { stack = '' } = new Error();
    const file = [...modules.keys()].find((each) => stack.includes(`/${each}`));
    if (file === undefined) return exit(code);
    if (modules.get(file)) return refuse();
    const problem = createProblem('extension-failed', { file, reason: itExits }, { file });
    process.stderr.write(`${printProblems([problem], { colour: false })}\n`);
    return exit(1);
  };
}

const itExits = 'it calls "process.exit", which would end the whole command';

function refuse(): never {
  throw new Error(itExits);
}
