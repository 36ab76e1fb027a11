import { enableCompileCache } from 'node:module';
import { workerData } from 'node:worker_threads';
import type { WorkerInput } from './render-in-workers.ts';

const { codeCache } = workerData as WorkerInput;
if (codeCache !== undefined) enableCompileCache(codeCache);
// What is loaded before the cache is known is compiled anew.
await import('./issue-worker.ts');
