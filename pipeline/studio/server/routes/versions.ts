import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/problems/problem.ts';
import { Versions } from '../../repository/versions.ts';
import { showProblems } from '../../show-problems.ts';
import type { Studio } from '../../studio.ts';

/** One sentence on one line. */
const sentence = z
  .string()
  .transform((text) => text.replace(/\p{Cc}+/gu, ' ').trim())
  .pipe(z.string().min(1).max(300));
const author = z.strictObject({ name: z.string().max(100), email: z.string().max(200) });

const saveRequest = z.strictObject({
  action: z.literal('save'),
  sentence,
  author: author.optional(),
  exchanges: z.boolean(),
});

/** The routes that show, save and exchange the versions of issues in git. */
export function versionRoutes(studio: Studio): Hono {
  const { events, opens } = studio;
  const versions = new Versions(studio);
  const app = new Hono();
  app.use('/api/versions/*', bodyLimit({ maxSize: 10_000 }));

  app.get('/api/versions', async (c) => c.json(await versions.view()));

  app.post('/api/versions/exchange', () => answer(() => versions.exchange()));

  app.post('/api/versions/issue/:slug', async (c) => {
    const request = saveRequest.safeParse(await c.req.json());
    if (!request.success) return c.json({ message: 'The studio does not know this request.' }, 400);
    return answer(() => versions.save(c.req.param('slug'), request.data));
  });

  /** Answers with the result, or with the reason why there is none. Either way, all pages read the versions again. */
  async function answer(work: () => Promise<object>): Promise<Response> {
    try {
      return Response.json(await work());
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const problems = showProblems(error.problems, opens);
      const message = problems.map((problem) => problem.message).join('\n');
      return Response.json({ message, problems }, { status: 422 });
    } finally {
      events.emit({ kind: 'read', slugs: [] });
    }
  }
  return app;
}
