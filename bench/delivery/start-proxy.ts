import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Starts a proxy to a port of this machine that adds a round-trip time, in milliseconds. */
export async function startProxy(port: number, roundTrip: number) {
  const file = fileURLToPath(new URL('latency-proxy.ts', import.meta.url));
  const child = fork(file, [String(port), String(roundTrip)]);
  const [{ port: own }] = (await once(child, 'message')) as [{ port: number }];
  return { port: own, stop: () => child.disconnect() };
}
