import { execFile } from 'node:child_process';
import { generateKeyPairSync, verify } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createSigningThread } from '../../pipeline/messages/signing-thread.ts';

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
  const both = await Promise.allSettled([thread.sign(data(1)), thread.sign(data(2))]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(thread.sign(data(3))).rejects.toMatchObject({
    message: expect.stringContaining('signing thread ended'),
    cause: expect.any(Error),
  });
});

test('a process waits for its signatures, and for nothing else', async () => {
  const script = fileURLToPath(new URL('./sign-once.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script]);
  expect(stdout).toBe('64 bytes');
});
