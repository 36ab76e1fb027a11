import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { watchOutbox } from '../../pipeline/studio/watch-outbox.ts';

test('a file may take the place of a folder of messages, and later messages are reported', async () => {
  const outbox = mkdtempSync(join(tmpdir(), 'courant-outbox-'));
  const folder = join(outbox, 'spring');
  mkdirSync(folder);
  writeFileSync(join(folder, 'one.eml'), '');
  const onMail = vi.fn();
  const onError = vi.fn();
  const watcher = watchOutbox(outbox, onMail, onError);
  onTestFinished(() => {
    watcher.close();
    rmSync(outbox, { recursive: true });
  });
  const isReported = () => vi.waitUntil(() => onMail.mock.calls.length > 0, { timeout: 60_000 });
  rmSync(folder, { recursive: true });
  writeFileSync(folder, 'A file.');
  await isReported();
  onMail.mockClear();
  writeFileSync(join(outbox, 'two.eml'), '');
  await isReported();
  expect(onError).not.toHaveBeenCalled();
});
