import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Runs code of an extension in which `process.exit` throws. Otherwise it would end the whole command without a word about
 * the extension.
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

/** The number of modules that are being loaded. */
let loading = 0;
let exit = process.exit;

/**
 * Loads a module, in which `process.exit` throws, and in the files that it imports. Other code may end the process
 * meanwhile, such as the handler of a signal. An extension that does so later, in a timer or after an `await`, is the
 * concern of `foundation/program/ending.ts`.
 */
export async function loadWithoutExit<Module>(load: () => Promise<Module>): Promise<Module> {
  const { promise: refused, reject } = Promise.withResolvers<never>();
  onRefusal = reject;
  if (loading++ === 0) {
    ({ exit } = process);
    process.exit = (code) => (isOfExtension(new Error().stack) ? refuseLoading() : exit(code));
  }
  try {
    return await Promise.race([load(), refused]);
  } finally {
    if (--loading === 0) {
      process.exit = exit;
      process.off('uncaughtException', onUncaught);
    }
  }
}

/** Ends the load with the error that `process.exit` threw. */
let onRefusal: (error: Error) => void = () => {};

/** In a microtask, nothing would catch the error. */
function refuseLoading(): never {
  process.once('uncaughtException', onUncaught);
  refuse();
}

function onUncaught(error: Error): void {
  if (error.message !== itExits) throw error;
  onRefusal(error);
}

/** Extensions and the files that they import are in a folder with this name, and so is this file. */
const folderName = '/extensions/';
const ownFolder = dirname(fileURLToPath(import.meta.url)).replaceAll('\\', '/');

function isOfExtension(stack = ''): boolean {
  return stack.split('\n').some((line) => line.includes(folderName) && !line.includes(ownFolder));
}

/** The reason of the problem. */
export const itExits = 'it calls "process.exit", which would end the whole command';

function refuse(): never {
  throw new Error(itExits);
}
