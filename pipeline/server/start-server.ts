import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createProblem, ProblemError } from '../problems/problem.ts';
import type { App } from './app-context.ts';
import { createApp } from './create-app.ts';

export interface RunningServer {
  readonly port: number;
  /**
   * Answers what is under way, then stops; what takes longer than `grace` ms is cut off. The mailer is stopped too,
   * the store is left open.
   */
  stop(grace?: number): Promise<void>;
}

export interface ListenOptions {
  /** 0 takes any that is free. */
  readonly port: number;
  /** The address to listen at; loopback when left out, since a proxy with TLS stands before it. */
  readonly hostname?: string;
}

/** A form takes seconds, even from a slow phone; who sends a byte a minute is nobody's reader. In ms. */
const timeouts = { requestTimeout: 15_000, headersTimeout: 10_000, keepAliveTimeout: 10_000 };
const defaultGrace = 10_000;

/** Serves the public pages. Fails with `server-port` when it cannot listen there. */
export async function startServer(
  createContext: (isReady: () => boolean) => App,
  { port, hostname = '127.0.0.1' }: ListenOptions,
): Promise<RunningServer> {
  let stopping = false;
  const app = createContext(() => !stopping);
  const { fetch } = createApp(app);
  const server = createAdaptorServer({ fetch, serverOptions: timeouts }) as Server;
  await listen(server, port, hostname);
  app.mailer.kick();
  return {
    port: (server.address() as AddressInfo).port,
    async stop(grace = defaultGrace) {
      stopping = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const cutOff = setTimeout(() => server.closeAllConnections(), grace);
      await closed;
      clearTimeout(cutOff);
      await app.mailer.stop();
    },
  };
}

function listen(server: Server, port: number, hostname: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const reason = cause.code ?? cause.message;
      reject(new ProblemError([createProblem('server-port', { port, hostname, reason })]));
    });
    server.listen(port, hostname, resolve);
  });
}
