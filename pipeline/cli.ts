#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { codeCacheFolder } from './foundation/program/code-cache-folder.ts';

/**
 * Runs the command of this process. Compiled code is kept for the next start, because half of a short command
 * is loading. Modules that load before the cache is set would be compiled again, so `main` is imported after it.
 */
export async function start(): Promise<void> {
  enableCompileCache(codeCacheFolder(process.argv, process.env, process.cwd()));
  const { main } = await import('./main.ts');
  process.exitCode = await main(process);
}

if (import.meta.main) await start();
