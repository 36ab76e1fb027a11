import { Hono } from 'hono';
import { z } from 'zod';
import { drawReport } from '../../../report/pictures/draw-report.ts';
import type { ReportView } from '../../protocol/report.ts';
import type { Studio } from '../../studio.ts';

/** The texts of the pictures, in the language of the studio's page. */
const request = z.object({
  locale: z.enum(['en', 'nl']),
  readers: z.string().max(200),
  left: z.string().max(200),
});

/** About as wide as a phone, so that the page hardly scales the text. */
const pictureWidth = 400;

/** The route for the figures of the latest issues. */
export function reportRoutes({ services }: Studio): Hono {
  const app = new Hono();
  app.get('/api/report', async (c) => {
    const texts = request.safeParse(c.req.query());
    if (!texts.success) return c.json({ message: 'The texts of the pictures are missing.' }, 400);
    const report = await services.report();
    const names = new Intl.DisplayNames([texts.data.locale], { type: 'language' });
    const nameOf = (locale: string) => names.of(locale) ?? locale;
    const pictures = drawReport(report, { ...texts.data, visits: '', nameOf }, pictureWidth);
    return c.json({ ...report, pictures: Object.fromEntries(pictures) } satisfies ReportView);
  });
  return app;
}
