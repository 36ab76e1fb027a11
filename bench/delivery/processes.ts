import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Contender, ContenderOptions } from './contender.ts';
import { createLedger } from './ledger.ts';
import type { WorkerOptions } from './worker.ts';

/** Several processes with one ledger. Each of them opens `connections` connections. */
export async function createProcesses(
  options: ContenderOptions & { processes: number; databaseUrl: string | undefined },
): Promise<Contender> {
  const { port, connections, messages, processes, databaseUrl } = options;
  const ledger = await createLedger(messages, databaseUrl);
  const { folder, databaseUrl: ownUrl } = ledger;
  const worker: WorkerOptions = { folder, databaseUrl: ownUrl, port, connections };
  const children: ChildProcess[] = [];
  let dispatch = 0;
  let cpu = 0;

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
      const times = await Promise.all(
        children.map(async (child): Promise<number> => {
          const done = once(child, 'message');
          child.send(dispatch);
          const [time] = await done;
          return Number(time);
        }),
      );
      cpu = times.reduce((sum, time) => sum + time, 0);
    },
    cpuElsewhere: () => cpu,
    async close() {
      for (const child of children) child.disconnect();
      await Promise.all(children.map((child) => once(child, 'exit')));
      await ledger.close();
    },
  };
}
