#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { codeCacheFolder } from './foundation/program/code-cache-folder.ts';

/**
 * Runs the command of this process. Node keeps the compiled code for the next start, because loading takes
 * half the time of a short command. The cache does not apply to modules that load before it is set, so `main`
 * is imported afterwards.
 */
export async function start(): Promise<void> {
  enableCompileCache(codeCacheFolder(process.argv, process.env, process.cwd()));
  const { main } = await import('./main.ts');
  process.exitCode = await main(process, { returnsMemory: true });
  // Courant itself has ended everything. What keeps this process alive now belongs to an extension, such as a timer.
  setTimeout(() => process.stdout.write('', () => process.exit()), grace).unref();
}

/** In milliseconds. */
const grace = 1000;

if (import.meta.main) await start();
