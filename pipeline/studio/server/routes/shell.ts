import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { EventHub } from '../../event-hub.ts';
import { importMap, type ModuleStore, modulesFrom, serveModule } from '../serve-module.ts';

export type StudioEnv = { Variables: { nonce: string } };

/** What the page needs before the publication has been read. */
export interface ShellOptions {
  /** The page sends it with every change. */
  readonly token: string;
  readonly events: EventHub;
  /** Keeps the modules of the page without their types. */
  readonly modules: ModuleStore | undefined;
  /** Called when a browser opens the page of an issue; without a name for the page that shows the newest one. */
  readonly onIssue: (slug: string | undefined) => void;
}

/** The page itself, its modules, and the stream of events. */
export function shellRoutes({ token, events, modules, onIssue }: ShellOptions): Hono<StudioEnv> {
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
    const [path, slug] = /^\/(?:issue\/([^/]+).*)?$/.exec(c.req.path) ?? [];
    if (path !== undefined) onIssue(slug);
    return c.html(shell(token, nonce));
  });
  return app;
}

const main = '/source/studio/browser/main.ts';

/** The modules of the page. A module that a developer adds while the studio is open is loaded when it is imported. */
let modulesOfPage: ReadonlySet<string> | undefined;

function preloads(): string {
  modulesOfPage ??= modulesFrom(main);
  return [...modulesOfPage].map((each) => `<link rel="modulepreload" href="${each}">`).join('\n');
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
${preloads()}
<script type="module" src="${main}"></script>
</head>
<body><div id="studio"></div></body>
</html>
`;
}
