import type { Hono } from 'hono';
import { requestId } from 'hono/request-id';
import { secureHeaders } from 'hono/secure-headers';
import { answerMessage, chooseLocale } from './answer.ts';
import type { App, AppEnvironment } from './app-context.ts';
import { logRequests } from './log-requests.ts';
import { longestWebhook } from './read-body.ts';
import { createClientReader } from './read-client.ts';
import { longestBody } from './read-form.ts';
import { isProbe, isWebhook } from './site-paths.ts';

/**
 * Gives every request an id, one log line, headers that forbid everything that no page needs, a check of its
 * host, and a size limit for its body.
 */
export function guardRequests(server: Hono<AppEnvironment>, app: App): void {
  const readClient = createClientReader(app.newsletter.server.proxies);
  const host = new URL(app.publicUrl).host;
  const withOwnId = requestId({ headerName: '' });
  const withProxyId = requestId({ limitLength: 64 });

  server.use(async (c, next) => {
    const client = readClient(c);
    c.set('client', client);
    // Only an id from a trusted proxy is kept, because it connects the proxy's log to this one. Anybody else
    // could send any id.
    await (client.isProxied ? withProxyId : withOwnId)(c, next);
    c.header('X-Request-Id', c.get('requestId'));
    // During a shutdown, requests in progress are still answered, but connections that stay open would delay
    // it.
    if (!app.isReady()) c.header('Connection', 'close');
    if (client.isSecure) c.header('Strict-Transport-Security', 'max-age=31536000');
  });
  server.use(logRequests(app.log));
  server.use(
    secureHeaders({
      strictTransportSecurity: false,
      xFrameOptions: 'DENY',
      // The route of the logo sets its own resource policy.
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
    // Probes use the machine's IP address as the host.
    if (!isProbe(c.req.path) && c.req.header('host')?.toLowerCase() !== host)
      return c.text('Misdirected Request\n', 421);
    c.header('Cache-Control', 'no-store');
    return next();
  });
  // A body without Content-Length is checked while it is read.
  server.use(async (c, next) => {
    const longest = isWebhook(c.req.path) ? longestWebhook : longestBody;
    const isLarge = Number(c.req.header('content-length') ?? 0) > longest;
    return isLarge ? answerMessage(c, app, 'large', chooseLocale(c, app)) : next();
  });
}
