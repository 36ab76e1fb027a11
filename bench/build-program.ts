import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const home = join(import.meta.dirname, '..');

/** Builds the program as it is published, and returns the file that starts it. */
export function buildProgram(): string {
  execFileSync(process.execPath, [join(home, 'packages/build.ts')], { stdio: 'inherit' });
  return join(home, 'lib/cli.js');
}
