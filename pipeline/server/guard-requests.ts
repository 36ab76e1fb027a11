import type { Hono } from 'hono';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { answerMessage, chooseLocale } from './answer.ts';
import type { App, AppEnvironment } from './app-context.ts';
import { logRequests } from './log-requests.ts';
import { createClientReader } from './read-client.ts';
import { longestBody } from './read-form.ts';

/**
 * Applies to every request: an id, one log line, headers that forbid what no page does, a check of the host,
 * and a limit on the body.
 */
export function guardRequests(server: Hono<AppEnvironment>, app: App): void {
  const readClient = createClientReader(app.newsletter.server.proxies);
  const host = new URL(app.publicUrl).host;
  const withOwnId = requestId({ headerName: '' });
  const withProxyId = requestId({ limitLength: 64 });

  server.use(async (c, next) => {
    const client = readClient(c);
    c.set('client', client);
    // A stranger could send any id. An id from a trusted proxy connects its log to this one.
    await (client.isProxied ? withProxyId : withOwnId)(c, next);
    c.header('X-Request-Id', c.get('requestId'));
    // Requests in progress are answered. A connection kept alive afterwards would delay the shutdown.
    if (!app.isReady()) c.header('Connection', 'close');
    if (client.isSecure) c.header('Strict-Transport-Security', 'max-age=31536000');
  });
  server.use(logRequests(app.log));
  server.use(
    secureHeaders({
      strictTransportSecurity: false,
      xFrameOptions: 'DENY',
      // The logo sets its own resource policy.
      overwrite: false,
      permissionsPolicy: { camera: [], geolocation: [], microphone: [], payment: [] },
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: [app.pages.styleHash],
        ...(app.logo && { imgSrc: ["'self'"] }),
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    }),
  );
  server.use(async (c, next) => {
    // Probes address the machine by its IP address.
    const isProbe = c.req.path === '/health' || c.req.path === '/ready';
    if (!isProbe && c.req.header('host')?.toLowerCase() !== host) return c.text('Misdirected Request\n', 421);
    c.header('Cache-Control', 'no-store');
    return next();
  });
  // A body without Content-Length is measured while it is read.
  server.use(async (c, next) => {
    const isLarge = Number(c.req.header('content-length') ?? 0) > longestBody;
    return isLarge ? answerMessage(c, app, 'large', chooseLocale(c, app)) : next();
  });
}
