import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { diskReason } from '../../foundation/files/disk-reason.ts';
import { forgetLock, holdLock, isLockHeld, isOwnLock } from '../../foundation/files/process-lock.ts';
import { isNotThere } from '../../foundation/files/read-if-there.ts';
import { fail } from '../../foundation/problems/problem.ts';
import type { Message } from '../../messages/message.ts';
import type { Connection, Transport, TransportKind, TransportTraits, WrittenMessage } from './transport.ts';

const outboxTraits: TransportTraits = {
  name: 'outbox',
  label: 'outbox',
  way: 'into the outbox',
  reachesPeople: false,
  isPassing: () => false,
  isOurFault: () => false,
};

/** Writes messages as files into `.courant/outbox/`. Needs no configuration. */
export const outbox: TransportKind = {
  ...outboxTraits,
  isConfigured: () => true,
  open: async ({ stateFolder, subject }) => createOutbox(join(stateFolder, 'outbox', subject)),
};

/**
 * Writes each message to a file (`.eml`, which mail programs open) in the folder. The last step, a rename,
 * corresponds to SMTP's final dot: before it there is no message. The name of the file is derived from the
 * delivery, so that a message that is written twice replaces itself.
 */
export function createOutbox(folder: string): Transport {
  /** Held while a connection is open, so that other processes leave the temporary files of this one alone. */
  let lock: ReturnType<typeof holdLock> | undefined;
  let connections = 0;
  let isTidy = false;

  return {
    ...outboxTraits,
    folder,
    async connect() {
      await orExplain(folder, () => mkdir(folder, { recursive: true, mode: 0o700 }));
      if (!isTidy) await orExplain(folder, () => removeAbandoned(folder));
      isTidy = true;
      return orExplain(folder, async () => {
        lock ??= holdLock(folder, lockPrefix);
        connections += 1;
        return createConnection(folder, lock.name, release);
      });
    },
    async hasArrived(message) {
      try {
        await access(join(folder, fileName(message)));
        return true;
      } catch (error) {
        if (isNotThere(error)) return false;
        throw error;
      }
    },
  };

  function release(): void {
    connections -= 1;
    if (connections > 0) return;
    lock?.release();
    lock = undefined;
  }
}

const lockPrefix = '.writing-';

function createConnection(folder: string, owner: string, onClose: () => void): Connection {
  let isOpen = true;
  return {
    usable: true,
    write: (message) => write(folder, owner, message),
    async close() {
      if (isOpen) onClose();
      isOpen = false;
    },
  };
}

async function write(
  folder: string,
  owner: string,
  { messageId, envelope, raw, release: releaseMemory }: Message,
): Promise<WrittenMessage> {
  const file = join(folder, fileName({ messageId, to: envelope.to }));
  // Each process writes to its own temporary file, so that two processes with the same message cannot mix
  // their bytes.
  const temporary = `${file}${owner}.part`;
  await orExplain(folder, () => writeDurably(temporary, raw));
  return {
    kind: 'written',
    isAlive: true,
    async release() {
      try {
        await rename(temporary, file);
      } catch (error) {
        // This is like a connection that ends before the dot: there is no message, and another attempt may
        // write it.
        return { kind: 'lost', detail: explain(error) };
      }
      await syncFolder(folder);
      releaseMemory?.();
      return { kind: 'accepted', reply: { code: 250, enhanced: '2.0.0', text: 'Written into the outbox' } };
    },
    async withdraw() {
      await rm(temporary, { force: true });
      return { kind: 'withheld' };
    },
  };
}

/** Removes the temporary files of processes that have ended, on any machine that shares the folder. */
async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, owner] = /(\.writing-[0-9a-f]+)\.part$/.exec(name) ?? [];
    if (owner === undefined || isOwnLock(owner) || isLockHeld(folder, owner) === true) continue;
    await rm(join(folder, name), { force: true });
    forgetLock(folder, owner);
  }
}

async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function orExplain<Result>(folder: string, act: () => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    return fail('outbox-failed', { folder, reason: explain(error) }, undefined, { cause: error });
  }
}

function explain(error: unknown): string {
  return diskReason(error) ?? (error as Error).message;
}

/** Syncs the folder, because otherwise a new name in it may not survive a crash. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * A name such as `reader-at-example.org.3f9c….eml`. The address is for people, and the Message-ID makes the
 * name unique.
 */
function fileName({ messageId, to }: { messageId: string; to: string }): string {
  const person = to
    .replace('@', '-at-')
    .replace(/[^\p{L}\p{N}.+_-]/gu, '_')
    .slice(0, 80);
  return `${person}.${messageId.replace(/@.*|[^\w]/g, '')}.eml`;
}
