import type { Hono } from 'hono';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { answerMessage, chooseLocale } from './answer.ts';
import type { App, AppEnvironment } from './app-context.ts';
import { logRequests } from './log-requests.ts';
import { createClientReader } from './read-client.ts';
import { longestBody } from './read-form.ts';

/**
 * What holds for every request: an id, one line in the log, headers that forbid what no page does, a host that is
 * ours, and a body of a sensible size.
 */
export function guardRequests(server: Hono<AppEnvironment>, app: App): void {
  const readClient = createClientReader(app.newsletter.server.proxies);
  const host = new URL(app.publicUrl).host;
  const withOwnId = requestId({ headerName: '' });
  const withProxyId = requestId({ limitLength: 64 });

  server.use(async (c, next) => {
    const client = readClient(c);
    c.set('client', client);
    // An id from a stranger could be anything; one from our proxy leads from its log to ours.
    await (client.isProxied ? withProxyId : withOwnId)(c, next);
    c.header('X-Request-Id', c.get('requestId'));
    // What is under way is answered; a connection that was kept open afterwards would hold up the end.
    if (!app.isReady()) c.header('Connection', 'close');
    if (client.isSecure) c.header('Strict-Transport-Security', 'max-age=31536000');
  });
  server.use(logRequests(app.log));
  server.use(
    secureHeaders({
      strictTransportSecurity: false,
      xFrameOptions: 'DENY',
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
    // Probes come by the machine's address.
    const isProbe = c.req.path === '/health' || c.req.path === '/ready';
    if (!isProbe && c.req.header('host')?.toLowerCase() !== host) return c.text('Misdirected Request\n', 421);
    c.header('Cache-Control', 'no-store');
    return next();
  });
  // A body without an announced length is measured where it is read.
  server.use(async (c, next) => {
    const isLarge = Number(c.req.header('content-length') ?? 0) > longestBody;
    return isLarge ? answerMessage(c, app, 'large', chooseLocale(c, app)) : next();
  });
}
