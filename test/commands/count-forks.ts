import childProcess from 'node:child_process';
import { syncBuiltinESMExports } from 'node:module';

// Loaded into a process before everything else (`--import`): sends the number of the processes that it has started and
// that still run, whenever that changes.

const { fork } = childProcess;
let running = 0;

const counting = (...given: Parameters<typeof fork>) => {
  const child = fork(...given);
  process.send?.({ running: ++running });
  child.once('exit', () => process.send?.({ running: --running }));
  return child;
};
Object.assign(childProcess, { fork: counting });
syncBuiltinESMExports();
