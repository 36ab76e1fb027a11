import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/problems/problem.ts';
import type { PictureDesk } from '../../pictures/picture-desk.ts';
import { showProblems } from '../../show-problems.ts';
import type { Studio } from '../../studio.ts';

/** In bytes. Photographs of phones and cameras are smaller. */
const largest = 25_000_000;

/** The routes that store, list and remove the pictures of an issue. */
export function pictureRoutes({ events, clock, opens }: Studio, desk: PictureDesk): Hono {
  const app = new Hono();
  const tooLarge = (c: Context) =>
    c.json({ message: 'This picture has more than 25 MB. Save it smaller.' }, 413);
  app.use('/api/pictures/*', bodyLimit({ maxSize: largest, onError: tooLarge }));

  app.get('/api/pictures/:slug', (c) => answer(c, async () => c.json(await desk.list(c.req.param('slug')))));

  app.get('/api/pictures/:slug/:file', (c) =>
    answer(c, async () => {
      const { slug, file } = c.req.param();
      const bytes = await desk.read(slug, file);
      if (bytes === undefined) return c.notFound();
      // An SVG that is opened alone could run scripts.
      c.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
      c.header('content-type', types[file.slice(file.lastIndexOf('.') + 1).toLowerCase()]);
      return c.body(new Uint8Array(bytes));
    }),
  );

  app.post('/api/pictures/:slug/trash', async (c) => {
    const request = z.strictObject({ file: z.string().max(300) }).safeParse(await c.req.json());
    if (!request.success) return c.json({ message: 'The request names no file.' }, 400);
    const slug = c.req.param('slug');
    return answer(c, async () => {
      const trashed = await desk.trash(slug, request.data.file);
      tell(slug);
      return c.json({ trashed });
    });
  });

  app.post('/api/pictures/:slug/restore', async (c) => {
    const request = z.strictObject({ path: z.string().max(600) }).safeParse(await c.req.json());
    if (!request.success) return c.json({ message: 'The request names no picture.' }, 400);
    const slug = c.req.param('slug');
    return answer(c, async () => {
      const file = await desk.restore(slug, request.data.path);
      tell(slug);
      return c.json({ file });
    });
  });

  app.post('/api/pictures/:slug', (c) =>
    answer(c, async () => {
      const slug = c.req.param('slug');
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      const stored = await desk.store(slug, c.req.query('name') ?? '', bytes);
      tell(slug);
      return c.json(stored);
    }),
  );

  async function answer(c: Context, work: () => Promise<Response>): Promise<Response> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const problems = showProblems(error.problems, opens);
      const message = problems.map((problem) => problem.message).join('\n');
      const isUnknown = problems.some(({ code }) => code === 'issue-unknown' || code === 'picture-unknown');
      return c.json({ message, problems }, isUnknown ? 404 : 422);
    }
  }

  function tell(slug: string): void {
    events.emit({ kind: 'changed', slugs: [slug], at: clock().getTime() });
  }
  return app;
}

const types: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  svg: 'image/svg+xml',
};
