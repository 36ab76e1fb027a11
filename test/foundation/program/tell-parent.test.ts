import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

test('a process whose parent is gone continues when it has news for it', async () => {
  const program = `
    import { tellParent } from ${JSON.stringify(new URL('../../../pipeline/foundation/program/tell-parent.ts', import.meta.url))};
    process.once('disconnect', () => {
      tellParent({ next: 1 });
      setImmediate(() => process.exit(3));
    });
    tellParent({ ready: true });`;
  const args = ['--input-type=module', '--eval', program];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  expect(await once(child, 'message')).toEqual([{ ready: true }, undefined]);
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([3, null]);
});
