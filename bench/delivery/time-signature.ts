import { createPrivateKey, sign } from 'node:crypto';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createCourant } from './courant.ts';
import type { Signing } from './signing.ts';
import { smtpTo } from './smtp-to.ts';
import { startSink } from './start-sink.ts';

/** The processor time of a bare RSA-2048 signature on this machine, in microseconds: the limit of signed messages. */
export function timeSignature({ dkim }: Signing): number {
  // Parsing the key takes half as long as the signature.
  const key = createPrivateKey(dkim.privateKey);
  const text = Buffer.alloc(500, 'a');
  const count = 500;
  for (let warm = 0; warm < 50; warm++) sign('sha256', text, key);
  const before = process.cpuUsage();
  for (let each = 0; each < count; each++) sign('sha256', text, key);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

/**
 * The same in a thread beside a dispatch without signatures. Threads and processes share the cores and their caches, so
 * this is what the signatures of a dispatch can cost at best.
 */
export async function timeSignatureBeside({ dkim }: Signing, connections: number): Promise<number> {
  const sink = await startSink();
  const to = { transport: smtpTo(sink.port), connections, messages: 6000 };
  const dispatch = await createCourant({ ...to, name: 'without signatures' });
  await dispatch.prepare?.();
  const file = new URL('sign-repeatedly.ts', import.meta.url);
  const thread = new Worker(file, { workerData: dkim.privateKey });
  await once(thread, 'online');
  await dispatch.send();
  thread.postMessage('stop');
  const [time] = await once(thread, 'message');
  await thread.terminate();
  await dispatch.close?.();
  sink.stop();
  return Number(time);
}
