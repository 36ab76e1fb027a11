import { expect, onTestFinished, test, vi } from 'vitest';
import { wakeOnChange } from '../../pipeline/work/wake-on-change.ts';
import { createWaker } from '../../pipeline/work/waker.ts';
import { openCommand } from '../commands/open-command.ts';

const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="80"/>';

test('a change of the logo wakes the process, in the folder that newsletter.yaml names now', async () => {
  const { root, newsletter, write } = await openCommand();
  await newsletter('theme: { logo: assets/logo.svg }');
  const waker = createWaker();
  const watcher = await wakeOnChange(root, waker, (error) => expect.fail(error.message), 20);
  onTestFinished(() => watcher.close());
  const wakes = async () => {
    await vi.waitFor(() => expect(waker.signal().aborted).toBe(true), { timeout: 20_000 });
    waker.reset();
  };
  await write('assets/logo.svg', drawing);
  await wakes();
  await newsletter('theme: { logo: art/logo.svg }');
  await wakes();
  await vi.waitFor(
    async () => {
      await write('art/logo.svg', drawing);
      expect(waker.signal().aborted).toBe(true);
    },
    { timeout: 20_000, interval: 200 },
  );
});
