import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import type { PictureCache } from '../../editions/convert-picture.ts';
import { fail } from '../../foundation/problems/problem.ts';
import { listen } from '../../server/listen.ts';
import { EventHub } from '../event-hub.ts';
import type { LivePublication } from '../live-publication.ts';
import { PageRequests } from '../page-requests.ts';
import { isStrong } from '../studio-password.ts';
import { createPageApp } from './create-page-app.ts';
import type { StudioOptions } from './open-studio.ts';
import { openPageBundle } from './page-bundle.ts';
import type { PageFiles } from './page-files.ts';

interface RunningStudio {
  readonly url: string;
  readonly port: number;
  readonly live: LivePublication;
  stop(): Promise<void>;
}

const loopback = '127.0.0.1';

/**
 * Opens the studio: serves the pages, reads the publication, and watches it. A browser loads the page while this
 * process loads the code that reads and renders.
 */
export async function startStudio(options: StudioOptions): Promise<RunningStudio> {
  const { clock, password, host = loopback } = options;
  const isLocal = host === loopback;
  if (!isLocal && (password === undefined || !isStrong(password))) fail('studio-password', { host });
  if (!isLocal && options.send) fail('studio-send', { host });
  const events = new EventHub();
  const requests = new PageRequests();
  const routes = Promise.withResolvers<Hono>();
  const views = Promise.withResolvers<LivePublication>();
  let isAsked = false;
  const prepare = (slug: string | undefined) => {
    isAsked = true;
    void views.promise.then((live) => live.prepare(slug)).catch(() => {}); // The page's requests report it.
  };
  const hosts: string[] = [];
  const app = createPageApp({
    token: randomBytes(24).toString('base64url'),
    hosts,
    password,
    page: options.page ?? (await openPage(options.cache?.modules)),
    clock: () => clock().getTime(),
    events,
    routes: routes.promise,
    onIssue: prepare,
  });
  const server = createAdaptorServer({
    fetch: (request, env) => requests.during(async () => app.fetch(request, env)),
  });
  const port = await listen(server, options.port, host);
  hosts.push(`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`);
  const url = `http://localhost:${port}/`;
  options.onListening?.(url);

  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      // Streams of events would otherwise stay open forever.
      if ('closeAllConnections' in server) server.closeAllConnections();
    });
  try {
    await loadInSteps();
    const { openStudio } = await import('./open-studio.ts');
    const { createStudioApp } = await import('./create-studio-app.ts');
    const { studio, close } = await openStudio(options, { events, requests, isLocal });
    const { live } = studio;
    views.resolve(live);
    routes.resolve(createStudioApp(studio));
    // A browser that still starts will show the newest issue.
    if (options.onListening && !isAsked) prepare(undefined);
    return {
      port,
      url,
      live,
      async stop() {
        await close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The bundle of the published package, or the modules of the repository, which needs no build. */
async function openPage(modules: PictureCache | undefined): Promise<PageFiles> {
  const bundle = openPageBundle(fileURLToPath(new URL('../page', import.meta.url)));
  if (bundle) return bundle;
  const { openPageModules } = await import('./serve-module.ts');
  return openPageModules(modules);
}

/**
 * Loads the code that reads and renders, in parts, because this process answers nothing while it loads one.
 */
async function loadInSteps(): Promise<void> {
  const parts = [
    () => import('../../publication/read-publication.ts'),
    () => import('../../content/read-issues.ts'),
    () => import('../../editions/render-editions.ts'),
    () => import('../../check/check-shared.ts'),
    () => import('../live-publication.ts'),
    () => import('./open-studio.ts'),
    () => import('./create-studio-app.ts'),
  ];
  for (const load of parts) {
    await load();
    // One turn accepts a connection, and the next one reads its request.
    for (let turn = 0; turn < 2; turn++) await setImmediate();
  }
}
