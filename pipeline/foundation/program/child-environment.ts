import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';

/**
 * The environment for threads and processes that this process starts. It names the folder of compiled code,
 * so that they need not compile their modules again.
 */
export function childEnvironment(): Record<string, string | undefined> {
  const folder = getCompileCacheDir();
  // Node appends a folder for its own version to the path that it gets.
  return { ...process.env, ...(folder !== undefined && { NODE_COMPILE_CACHE: dirname(folder) }) };
}
