import { Hono } from 'hono';
import { applyPreviewOptions, readPreviewRequest } from '../../preview.ts';
import type { Studio } from '../../studio.ts';
import { frame } from './frame.ts';

/** The messages in the outbox, and the pages to which their links lead. */
export function mailRoutes({ live, inbox, services }: Studio): Hono {
  const app = new Hono();

  app.get('/api/inbox', async (c) => c.json(await inbox.list(c.req.query('search'))));

  app.get('/api/mail', async (c) => {
    const mail = await inbox.read(c.req.query('id') ?? '');
    if (mail === undefined) return c.notFound();
    const { html: _, ...rest } = mail;
    return c.json(rest);
  });

  app.get('/api/mail/raw', async (c) => {
    const mail = await inbox.read(c.req.query('id') ?? '');
    if (mail === undefined) return c.notFound();
    const name =
      mail.id
        .split('/')
        .at(-1)
        ?.replace(/["\\\r\n]/g, '') ?? 'message.eml';
    return c.body(mail.raw, 200, {
      'content-type': 'message/rfc822',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    });
  });

  app.get('/mail', async (c) => {
    const mail = await inbox.read(c.req.query('id') ?? '');
    if (mail?.html === undefined) return frame(c, undefined);
    // The pictures of the message come from its issue, which may not have been rendered yet.
    await live.rendered(mail.issue);
    return frame(
      c,
      applyPreviewOptions(
        mail.html,
        live,
        readPreviewRequest((name) => c.req.query(name)),
      ),
    );
  });

  app.get('/api/public-pages', async (c) => {
    const { publication } = live;
    if (publication === undefined) return c.notFound();
    const { url, server } = publication.newsletter;
    return c.json({
      local: await services.publicPages(publication),
      sites: [url, server.url].filter(Boolean),
    });
  });
  return app;
}
