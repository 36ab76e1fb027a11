import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deskRequest } from '../desk.ts';
import type { Studio } from '../studio.ts';

/** The translator's desk: reading it, and every change that it makes. */
export function deskRoutes({ workshop, desk, opens, services, events, clock }: Studio): Hono {
  const app = new Hono();
  app.use('/api/desk/*', bodyLimit({ maxSize: 200_000 }));

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
    if (!request.success) return c.json({ message: 'The request is not one that the desk knows.' }, 400);
    const answer = await desk.act(slug, locale, request.data);
    events.emit({ kind: 'changed', slugs: [slug], at: clock().getTime() });
    return c.json(answer, answer.kind === 'conflict' ? 409 : 200);
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
    const source = workshop.publication?.newsletter.languages.source;
    return workshop.issue(slug) !== undefined && workshop.locales.includes(locale) && locale !== source;
  }
  return app;
}
