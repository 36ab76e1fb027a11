import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readMail } from '../../pipeline/feedback/mail/read-mail.ts';
import { claimMail } from '../../pipeline/feedback/sources/claim-mail.ts';
import { handleMail } from '../../pipeline/feedback/sources/handle-mail.ts';
import { minute } from '../../pipeline/foundation/time/durations.ts';
import { createStore } from '../delivery/support/ledger.ts';
import { kinds } from '../store/support/databases.ts';
import { openSuppressions } from '../store/support/suppressions.ts';

const reply = Buffer.from('From: zoe@example.org\nTo: news@example.org\nSubject: Thanks\n\nI like it.\n');

describe.each(kinds)('on %s', (kind) => {
  test('a reply that two processes read is forwarded once, and again only if the process was killed', async () => {
    const store = await createStore(kind);
    const suppressions = await openSuppressions(store);
    let now = 20 * minute;
    let forwarded = 0;
    const isForwarding = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const handle = () =>
      handleMail(reply, {
        store,
        suppressions,
        aside: join(import.meta.dirname, 'nothing-is-put-aside'),
        clock: () => now,
        async forward() {
          forwarded += 1;
          isForwarding.resolve();
          await mayEnd.promise;
          return true;
        },
      });
    const { id } = await readMail(reply, { isReturnPath: () => false, now });
    // A process that was killed while it handled the mail.
    expect(await claimMail(store, id, now)).toBe('claimed');
    now += 15 * minute;
    await expect(handle()).rejects.toThrow('Another process is handling');
    now += 1;
    const first = handle();
    await isForwarding.promise;
    await expect(handle()).rejects.toThrow('Another process is handling');
    mayEnd.resolve();
    expect(await first).toMatchObject({ verdict: 'reply', isRepeated: false });
    now += 60 * minute;
    expect(await handle()).toMatchObject({ verdict: 'reply', isRepeated: true });
    expect(forwarded).toBe(1);
  });

  test('a mail whose handling failed can be handled again at once', async () => {
    const store = await createStore(kind);
    const suppressions = await openSuppressions(store);
    let isBroken = true;
    const handle = () =>
      handleMail(reply, {
        store,
        suppressions,
        aside: join(import.meta.dirname, 'nothing-is-put-aside'),
        clock: () => 1,
        async forward() {
          if (isBroken) throw new Error('out of memory');
          return true;
        },
      });
    await expect(handle()).rejects.toThrow('out of memory');
    isBroken = false;
    expect(await handle()).toMatchObject({ isRepeated: false });
  });
});
