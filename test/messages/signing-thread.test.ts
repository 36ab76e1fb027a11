import { execFile } from 'node:child_process';
import { generateKeyPairSync, verify } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createSigningThread } from '../../pipeline/messages/signing-thread.ts';
import { createSigningThreads } from '../../pipeline/messages/signing-threads.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const data = (number: number) => Buffer.from(`message ${number}`);

test('each request gets the signature of its own data', async () => {
  const thread = createSigningThread(privateKey);
  const numbers = Array.from({ length: 40 }, (_, number) => number);
  const signatures = await Promise.all(numbers.map((number) => thread.sign(data(number))));
  for (const [number, signature] of signatures.entries())
    expect(verify('sha256', data(number), publicKey, signature)).toBe(true);
});

test('a thread that fails rejects open and later requests', async () => {
  const thread = createSigningThread(publicKey);
  // More than the thread gets at a time.
  const all = await Promise.allSettled(Array.from({ length: 20 }, (_, number) => thread.sign(data(number))));
  expect(new Set(all.map(({ status }) => status))).toEqual(new Set(['rejected']));
  expect(thread.open).toBe(0);
  await expect(thread.sign(data(3))).rejects.toMatchObject({
    message: expect.stringContaining('signing thread ended'),
    cause: expect.any(Error),
  });
});

test('a thread that cannot start rejects the requests', async () => {
  const thread = createSigningThread(Object.assign(() => {}, privateKey) as unknown as typeof privateKey);
  const all = await Promise.allSettled([thread.sign(data(1)), thread.sign(data(2))]);
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(thread.open).toBe(0);
});

test('a process waits for its signatures, and for nothing else', async () => {
  const script = fileURLToPath(new URL('./sign-once.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  expect(stdout).toBe('64 bytes');
});

describe('threads are added while messages wait for their signatures', () => {
  /** Counts the threads, which sign only when they are told to. */
  function createCounted(limit: number) {
    const loads: number[] = [];
    const threads = createSigningThreads(privateKey, {
      limit,
      create: () => {
        const index = loads.push(0) - 1;
        return {
          get open() {
            return loads[index] ?? 0;
          },
          sign() {
            loads[index] = (loads[index] ?? 0) + 1;
            return new Promise<Uint8Array>(() => {});
          },
        };
      },
    });
    const request = (count: number) => {
      for (let each = 0; each < count; each += 1) threads.sign(data(each));
    };
    return { loads, request };
  }

  test('one thread suffices for a few requests', () => {
    const { loads, request } = createCounted(3);
    request(4);
    expect(loads).toEqual([4]);
  });

  test('more requests get more threads, up to the limit, and an equal share each', () => {
    const { loads, request } = createCounted(3);
    request(12);
    expect(loads).toEqual([4, 4, 4]);
    request(6);
    expect(loads).toEqual([6, 6, 6]);
  });

  test('each request gets the signature of its own data', async () => {
    const threads = createSigningThreads(privateKey, { limit: 2 });
    const numbers = Array.from({ length: 20 }, (_, number) => number);
    const signatures = await Promise.all(numbers.map((number) => threads.sign(data(number))));
    for (const [number, signature] of signatures.entries())
      expect(verify('sha256', data(number), publicKey, signature)).toBe(true);
  });
});
