import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { EventHub } from '../../event-hub.ts';
import { shellPolicy } from '../../guard.ts';
import type { PageFiles } from '../page-files.ts';

/** What the page needs before the publication has been read. */
export interface ShellOptions {
  /** The page sends it with every change. */
  readonly token: string;
  readonly events: EventHub;
  readonly page: PageFiles;
  /** Called when a browser opens the page of an issue; without a name for the page that shows the newest one. */
  readonly onIssue: (slug: string | undefined) => void;
}

/** The page itself, its files, and the stream of events. */
export function shellRoutes({ token, events, page, onIssue }: ShellOptions): Hono {
  const app = new Hono();
  for (const path of page.paths) {
    app.get(path, async (c) => {
      const found = await page.serve(c.req.path);
      if (found === undefined) return c.notFound();
      if (found.isImmutable) c.header('cache-control', 'max-age=31536000, immutable');
      return c.body(found.body, 200, { 'content-type': found.type });
    });
  }
  app.get('/favicon.ico', (c) => c.body(null, 204));
  app.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      const left = new Promise<void>((resolve) => stream.onAbort(resolve));
      const stop = events.listen((event) => void stream.writeSSE({ data: JSON.stringify(event) }));
      await stream.writeSSE({ event: 'hello', data: '{}' });
      // A line at regular intervals keeps the connection open, and reveals a lost one.
      const still = setInterval(() => void stream.writeSSE({ event: 'still', data: '{}' }), 20_000);
      await left;
      clearInterval(still);
      stop();
    }),
  );
  app.get('*', (c) => {
    const nonce = randomBytes(16).toString('base64url');
    c.header('content-security-policy', shellPolicy(nonce));
    const [path, slug] = /^\/(?:issue\/([^/]+).*)?$/.exec(c.req.path) ?? [];
    if (path !== undefined) onIssue(slug);
    return c.html(shell(token, page.head(nonce)));
  });
  return app;
}

function shell(token: string, head: string): string {
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="studio-token" content="${token}">
<title>Studio</title>
${head}
</head>
<body><div id="studio"></div></body>
</html>
`;
}
