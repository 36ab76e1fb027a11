import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { answerDone, answerMessage, chooseLocale } from '../answer.ts';
import type { App, AppEnvironment } from '../app-context.ts';
import { guardRequests } from '../guard-requests.ts';
import { confirmRoutes } from '../routes/confirm.ts';
import { serveLogo } from '../routes/logo.ts';
import { eraseRoutes, exportRoutes } from '../routes/personal-data.ts';
import { preferenceRoutes } from '../routes/preferences.ts';
import { serveProbes } from '../routes/probes.ts';
import { requestLinkRoutes } from '../routes/request-link.ts';
import { subscribeRoutes } from '../routes/subscribe.ts';
import { unsubscribeRoutes } from '../routes/unsubscribe.ts';
import { serveWebhooks } from '../routes/webhooks.ts';
import { sitePaths } from '../site-paths.ts';

/** Creates the public pages of `courant serve`. */
export function createApp(app: App): Hono<AppEnvironment> {
  const server = new Hono<AppEnvironment>();
  guardRequests(server, app);

  serveProbes(server, app);
  serveLogo(server, app);
  serveWebhooks(server, app);
  server.route('/unsubscribe', unsubscribeRoutes(app));
  server.route('/confirm', confirmRoutes(app));
  server.route('/preferences', preferenceRoutes(app));
  server.route('/export', exportRoutes(app));
  server.route('/erase', eraseRoutes(app));

  // A path without a language redirects to the browser's language.
  for (const path of ['/', '/subscribe'] as const)
    server.get(path, (c) => {
      c.header('Vary', 'Accept-Language');
      return c.redirect(sitePaths.subscribe(chooseLocale(c, app)), 302);
    });
  server.get('/preferences', (c) => {
    c.header('Vary', 'Accept-Language');
    return c.redirect(sitePaths.request(chooseLocale(c, app)), 302);
  });
  for (const locale of app.pages.locales) {
    server.route(sitePaths.subscribe(locale), subscribeRoutes(app));
    server.route(sitePaths.request(locale), requestLinkRoutes(app));
    server.get(`/${locale}/done/:page`, (c) => answerDone(c, app, c.req.param('page'), chooseLocale(c, app)));
  }

  server.notFound((c) => answerMessage(c, app, 'missing', chooseLocale(c, app)));
  server.onError((error, c) => {
    const locale = c.get('locale') ?? chooseLocale(c, app);
    if (error instanceof HTTPException && error.status === 413) return answerMessage(c, app, 'large', locale);
    app.log.error({ request: c.get('requestId'), error }, 'request failed');
    return answerMessage(c, app, 'failed', locale);
  });
  return server;
}
