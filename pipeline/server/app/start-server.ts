import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { minute } from '../../foundation/time/durations.ts';
import type { App } from '../app-context.ts';
import { listen } from '../listen.ts';
import { createApp } from './create-app.ts';

interface RunningServer {
  readonly port: number;
  /** Answers all further requests with another app. The former mailer finishes the mail that it is sending. */
  replace(assemble: (listening: Listening) => App): Promise<void>;
  /**
   * Answers the requests in progress, then stops the server and its mailer. Requests that take longer than
   * `grace` ms are cut off. The store stays open.
   */
  stop(grace?: number): Promise<void>;
}

interface ListenOptions {
  /** 0 chooses a free port. */
  readonly port: number;
  /** The address to listen on. The default is loopback, because a proxy that terminates TLS is in front. */
  readonly hostname?: string;
  /** How long a client may take to send a request, in ms. */
  readonly requestTimeout?: number;
}

/**
 * How long a request may take to arrive, in ms. Even a slow phone sends a form within seconds, so a slower
 * client is not a reader.
 */
const longestRequest = 15_000;
const longestIdle = 10_000;
const defaultGrace = 10_000;

/** How long a replaced mailer may take to finish the mail that it is sending, in ms. */
const longestMail = minute;

/** The facts that are known only once the server is listening. */
export interface Listening {
  readonly port: number;
  /** False once the server has begun to stop. */
  readonly isReady: () => boolean;
}

/** Serves the public pages. Fails with `server-port` when it cannot listen on that port. */
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
      // Node checks only every 30 seconds by default.
      connectionsCheckingInterval: requestTimeout / 5,
      keepAliveTimeout: longestIdle,
    },
  }) as Server;
  const listening = { port: await listen(server, port, hostname), isReady: () => !stopping };
  let app = assemble(listening);
  answer = createApp(app).fetch;
  app.mailer.kick();
  return {
    port: listening.port,
    async replace(assembleNext) {
      const former = app;
      const next = assembleNext(listening);
      answer = createApp(next).fetch;
      app = next;
      await former.mailer.stop(longestMail);
      // Requests that the former app has answered in the meantime may have left mail.
      next.mailer.kick();
    },
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
