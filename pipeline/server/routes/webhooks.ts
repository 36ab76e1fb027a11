import type { Hono } from 'hono';
import { parseJson } from '../../feedback/webhooks/json-fields.ts';
import type { App, AppEnvironment, AppRequest } from '../app-context.ts';
import { longestWebhook, readBody } from '../read-body.ts';
import { webhookPath } from '../site-paths.ts';

/** Serves an address for each configured mail provider. The answer says only whether the request was accepted. */
export function serveWebhooks(server: Hono<AppEnvironment>, app: App): void {
  const { webhooks } = app;
  if (webhooks === undefined) return;
  for (const provider of webhooks.providers)
    server.post(webhookPath(provider), async (c) => {
      const bytes = await readBody(c, longestWebhook);
      const header = (name: string) => c.req.header(name);
      const body = parseJson(bytes);
      const received = await webhooks.receive(provider, { header, bytes, json: () => body });
      log(c, app, provider, received);
      return c.text(`${received.outcome}\n`, received.status);
    });
}

type Received = Awaited<ReturnType<NonNullable<App['webhooks']>['receive']>>;

function log(c: AppRequest, app: App, provider: string, { status, ...rest }: Received): void {
  const line = { request: c.get('requestId'), provider, ...rest };
  app.log[status === 200 ? 'info' : status >= 500 ? 'error' : 'warn'](line, 'webhook');
}
