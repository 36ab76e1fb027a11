import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Contender, ContenderOptions } from './contender.ts';
import { createLedger } from './ledger.ts';
import type { WorkerOptions } from './worker.ts';

/** Several processes with one ledger. Each of them opens `connections` connections. */
export async function createProcesses(options: ContenderOptions & { processes: number }): Promise<Contender> {
  const { port, connections, messages, processes } = options;
  const ledger = await createLedger(messages);
  const worker: WorkerOptions = { folder: ledger.folder, port, connections };
  const children: ChildProcess[] = [];
  let dispatch = 0;

  return {
    name: `${processes} × ${connections} connections`,
    messages,
    async prepare() {
      while (children.length < processes) {
        const child = fork(fileURLToPath(new URL('worker.ts', import.meta.url)), [JSON.stringify(worker)]);
        children.push(child);
        await once(child, 'message');
      }
      dispatch = await ledger.plan();
    },
    async send() {
      await Promise.all(
        children.map((child) => {
          const done = once(child, 'message');
          child.send(dispatch);
          return done;
        }),
      );
    },
    async close() {
      for (const child of children) child.disconnect();
      await Promise.all(children.map((child) => once(child, 'exit')));
      await ledger.close();
    },
  };
}
