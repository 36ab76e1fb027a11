import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createDeliverer } from '../../pipeline/dispatches/deliver-here.ts';
import { openCommand } from '../commands/open-command.ts';
import { createStore } from '../delivery/support/ledger.ts';

test('a deliverer does not stop before an issue that it has begun to send is a run, or has failed', async () => {
  const { context } = await openCommand();
  const store = await createStore('sqlite');
  const opening = Promise.withResolvers<never>();
  const isOpening = Promise.withResolvers<void>();
  const deliverer = createDeliverer(context, {
    openStore: async () => store,
    openIssue() {
      isOpening.resolve();
      return opening.promise;
    },
    onEnd() {},
  });
  const sent = expect(deliverer.send('spring', 'a fingerprint')).rejects.toThrow('the issue cannot be read');
  await isOpening.promise;
  let isStopped = false;
  const stopping = deliverer.stop().then(() => {
    isStopped = true;
  });
  await setImmediate();
  expect(isStopped).toBe(false);
  opening.reject(new Error('the issue cannot be read'));
  await Promise.all([sent, stopping]);
});
