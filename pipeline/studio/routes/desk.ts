import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deskRequest, textsRequest } from '../desk.ts';
import type { Studio } from '../studio.ts';

/** The translator's desks, of issues and of the interface texts: reading them, and every change that they make. */
export function deskRoutes({ workshop, desk, textsDesk, opens, services, events, clock }: Studio): Hono {
  const app = new Hono();
  for (const path of ['/api/desk/*', '/api/texts/*']) app.use(path, bodyLimit({ maxSize: 200_000 }));

  app.get('/api/desk/:slug/:locale', async (c) => {
    const { slug, locale } = c.req.param();
    const view = isTranslation(slug, locale) ? await desk.view(slug, locale, opens) : undefined;
    return view ? c.json(view) : c.notFound();
  });

  app.post('/api/desk/:slug/:locale', async (c) => {
    const { slug, locale } = c.req.param();
    // Only what is known by these names is ever written: no name can lead out of content/.
    if (!isTranslation(slug, locale)) return c.notFound();
    const request = deskRequest.safeParse(await c.req.json());
    if (!request.success) return c.json(unknownRequest, 400);
    const answer = await desk.act(slug, locale, request.data);
    events.emit({ kind: 'changed', slugs: [slug], at: clock().getTime() });
    return c.json(answer, statuses[answer.kind]);
  });

  app.get('/api/texts/:locale', async (c) => {
    const locale = c.req.param('locale');
    return isTarget(locale) ? c.json(await textsDesk.view(locale, opens)) : c.notFound();
  });

  app.post('/api/texts/:locale', async (c) => {
    const locale = c.req.param('locale');
    if (!isTarget(locale)) return c.notFound();
    const request = textsRequest.safeParse(await c.req.json());
    if (!request.success) return c.json(unknownRequest, 400);
    const answer = await textsDesk.act(locale, request.data, opens);
    // They stand in every edition.
    const slugs = workshop.issues.map(({ slug }) => slug);
    events.emit({ kind: 'changed', slugs, at: clock().getTime() });
    return c.json(answer, statuses[answer.kind]);
  });

  app.post('/api/draft/:locale', async (c) => {
    const provider = services.draftProvider;
    const source = workshop.publication?.newsletter.languages.source;
    if (provider === undefined || source === undefined) return c.notFound();
    const { text } = (await c.req.json()) as { text?: unknown };
    if (typeof text !== 'string') return c.json({ message: 'There is no text.' }, 400);
    return c.json({ text: await provider.draft(text, { from: source, to: c.req.param('locale') }) });
  });

  function isTranslation(slug: string, locale: string): boolean {
    return workshop.issue(slug) !== undefined && isTarget(locale);
  }

  /** Whether the language is one that is translated into. */
  function isTarget(locale: string): boolean {
    const source = workshop.publication?.newsletter.languages.source;
    return workshop.locales.includes(locale) && locale !== source;
  }
  return app;
}

const unknownRequest = { message: 'The request is not one that the desk knows.' };

const statuses = { saved: 200, conflict: 409, refused: 422 } as const;
