import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Studio } from '../../studio.ts';
import { importMap, type ModuleStore, serveModule } from '../serve-module.ts';

export type StudioEnv = { Variables: { nonce: string } };

/** The page itself, its modules, and the stream of events. */
export function shellRoutes({ events }: Studio, token: string, modules?: ModuleStore): Hono<StudioEnv> {
  const app = new Hono<StudioEnv>();
  const serve = async (path: string) => {
    const found = await serveModule(path, modules);
    return found && new Response(found.body, { headers: { 'content-type': found.type } });
  };
  app.get('/modules/*', async (c) => (await serve(c.req.path)) ?? c.notFound());
  app.get('/source/*', async (c) => (await serve(c.req.path)) ?? c.notFound());
  app.get('/favicon.ico', (c) => c.body(null, 204));
  app.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      const stop = events.listen((event) => void stream.writeSSE({ data: JSON.stringify(event) }));
      stream.onAbort(stop);
      await stream.writeSSE({ event: 'hello', data: '{}' });
      // A line at regular intervals keeps the connection open, and reveals a lost one.
      while (!stream.aborted) {
        await stream.sleep(20_000);
        await stream.writeSSE({ event: 'still', data: '{}' });
      }
    }),
  );
  app.get('*', (c) => {
    const nonce = randomBytes(16).toString('base64url');
    c.set('nonce', nonce);
    return c.html(shell(token, nonce));
  });
  return app;
}

function shell(token: string, nonce: string): string {
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="studio-token" content="${token}">
<title>Studio</title>
<link rel="stylesheet" href="/source/studio/browser/styles/base.css">
<link rel="stylesheet" href="/source/studio/browser/styles/views.css">
<link rel="stylesheet" href="/source/studio/browser/styles/desk.css">
<link rel="stylesheet" href="/source/studio/browser/styles/write.css">
<link rel="stylesheet" href="/source/studio/browser/styles/presence.css">
<link rel="stylesheet" href="/source/studio/browser/styles/beside.css">
<link rel="stylesheet" href="/source/studio/browser/styles/versions.css">
<link rel="stylesheet" href="/source/studio/browser/styles/life.css">
<link rel="stylesheet" href="/source/studio/browser/styles/pictures.css">
<script type="importmap" nonce="${nonce}">${JSON.stringify(importMap)}</script>
<script type="module" src="/source/studio/browser/main.ts"></script>
</head>
<body><div id="studio"></div></body>
</html>
`;
}
