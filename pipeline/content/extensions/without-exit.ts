/**
 * Runs code of an extension in which `process.exit` throws. Otherwise it would end the whole command: without a word
 * about the extension, and sometimes with the exit code of success.
 */
export function withoutExit<Result>(run: () => Result): Result {
  const { exit } = process;
  process.exit = refuse;
  try {
    return run();
  } finally {
    process.exit = exit;
  }
}

/** The same while a module is loaded. Meanwhile, other code may end the process, such as the handler of a signal. */
export async function loadWithoutExit<Module>(file: string, load: () => Promise<Module>): Promise<Module> {
  const { exit } = process;
  const exitUnlessOf: typeof exit = (code) => (isCalledBy(file) ? refuse() : exit(code));
  process.exit = exitUnlessOf;
  try {
    return await load();
  } finally {
    if (process.exit === exitUnlessOf) process.exit = exit;
  }
}

const isCalledBy = (file: string) => new Error().stack?.includes(`/${file}`) ?? false;

function refuse(): never {
  throw new Error('it calls "process.exit", which would end the whole command');
}
