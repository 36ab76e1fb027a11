import type { AddressInfo } from 'node:net';
import type { ServerType } from '@hono/node-server';
import { createProblem, ProblemError } from '../foundation/problems/problem.ts';

/** Starts listening and returns the port. Port 0 chooses a free port. Fails with `server-port`. */
export function listen(server: ServerType, port: number, hostname: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code ?? cause.message;
      reject(new ProblemError([createProblem('server-port', { port, hostname, reason })]));
    });
    server.listen(port, hostname, () => resolve((server.address() as AddressInfo).port));
  });
}
