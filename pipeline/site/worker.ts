import { enableCompileCache } from 'node:module';
import { workerData } from 'node:worker_threads';
import type { WorkerInput } from './render-in-workers.ts';

const { codeCache } = workerData as WorkerInput;
if (codeCache !== undefined) enableCompileCache(codeCache);
// Modules that load before the cache is set would be compiled again, so everything else is imported after it.
await import('./issue-worker.ts');
