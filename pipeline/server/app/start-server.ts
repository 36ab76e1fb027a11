import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import type { App } from '../app-context.ts';
import { listen } from '../listen.ts';
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
  /** How long a request may take to come in, in ms. */
  readonly requestTimeout?: number;
}

/** A form takes seconds, even from a slow phone; who sends a byte a minute is nobody's reader. In ms. */
const longestRequest = 15_000;
const longestIdle = 10_000;
const defaultGrace = 10_000;

/** What is known once the server listens. */
export interface Listening {
  readonly port: number;
  /** False once the server is about to stop. */
  readonly isReady: () => boolean;
}

/** Serves the public pages. Fails with `server-port` when it cannot listen there. */
export async function startServer(
  assemble: (listening: Listening) => App,
  { port, hostname = '127.0.0.1', requestTimeout = longestRequest }: ListenOptions,
): Promise<RunningServer> {
  let stopping = false;
  let answer: ReturnType<typeof createApp>['fetch'] = () => new Response(null, { status: 503 });
  const server = createAdaptorServer({
    fetch: (request, env) => answer(request, env),
    serverOptions: {
      requestTimeout,
      headersTimeout: requestTimeout,
      // Node looks every half minute unless it is told otherwise.
      connectionsCheckingInterval: requestTimeout / 5,
      keepAliveTimeout: longestIdle,
    },
  }) as Server;
  const listening = { port: await listen(server, port, hostname), isReady: () => !stopping };
  const app = assemble(listening);
  answer = createApp(app).fetch;
  app.mailer.kick();
  return {
    port: listening.port,
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
