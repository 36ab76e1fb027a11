import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { OpenPages } from '../../presence/open-pages.ts';
import type { PresenceAnswer, PresenceRequest } from '../../protocol/presence.ts';
import type { Studio } from '../../studio.ts';

const id = z.string().regex(/^[\w-]{1,40}$/);

const presenceRequest = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('here'),
    page: id,
    browser: id,
    name: z.string().trim().max(40),
    slug: z.string().max(200),
    desk: z.enum(['write', 'translate', 'other']),
    locale: z.string().max(40),
    part: z.string().max(200),
  }),
  z.strictObject({ action: z.literal('gone'), page: id }),
]) satisfies z.ZodType<PresenceRequest>;

/** The route on which pages report where their people are. The studio keeps this in memory only. */
export function presenceRoutes({ live, events, clock }: Studio): Hono {
  const pages = new OpenPages(() => clock().getTime());
  const app = new Hono();
  app.use('/api/presence', bodyLimit({ maxSize: 2000 }));

  app.post('/api/presence', async (c) => {
    const request = presenceRequest.safeParse(await c.req.json());
    if (!request.success) return c.json({ message: 'The studio does not know this request.' }, 400);
    if (request.data.action === 'gone') {
      tell(pages.gone(request.data.page));
      return c.json({ pages: [] } satisfies PresenceAnswer);
    }
    const { action: _, ...at } = request.data;
    const isLanguage = [...live.locales, live.publication?.newsletter.languages.source].includes(at.locale);
    if (live.issue(at.slug) === undefined || (at.locale !== '' && !isLanguage)) return c.notFound();
    tell(pages.here(at));
    return c.json({ pages: pages.on(at.slug) } satisfies PresenceAnswer);
  });

  function tell(slugs: readonly string[]): void {
    for (const slug of slugs) events.emit({ kind: 'presence', slug, pages: pages.on(slug) });
  }
  return app;
}
