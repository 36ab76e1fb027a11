import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { ProblemError } from '../../../foundation/problems/problem.ts';
import type { WriteAnswer, WriteRequest } from '../../protocol/write.ts';
import { showProblems } from '../../show-problems.ts';
import type { Studio } from '../../studio.ts';
import { WriteDesk } from '../../writing/write-desk.ts';
import { writeRequest } from '../../writing/write-request.ts';

/** The routes that show and change the source of an issue. */
export function writeRoutes(studio: Studio): Hono {
  const { opens, events, clock } = studio;
  const desk = new WriteDesk(studio);
  const app = new Hono();
  app.use('/api/write/*', bodyLimit({ maxSize: 5_000_000 }));

  app.get('/api/write/:slug', async (c) => {
    const view = await desk.view(c.req.param('slug'));
    return view ? c.json(view) : c.notFound();
  });

  app.post('/api/write/:slug', async (c) => {
    const slug = c.req.param('slug');
    const request = readRequest(await c.req.json());
    if (request === undefined) return c.json({ message: 'The desk does not know this request.' }, 400);
    const answer = await desk.act(slug, request).catch(refusal);
    if (answer === undefined) return c.notFound();
    if (answer.kind === 'saved' || answer.kind === 'conflict')
      events.emit({ kind: 'changed', slugs: [slug], at: clock().getTime() });
    return c.json(answer, statuses[answer.kind]);
  });

  /** Answers that the file cannot be changed as requested, with the place and what to do. */
  function refusal(error: unknown): WriteAnswer {
    if (!(error instanceof ProblemError)) throw error;
    return { kind: 'refused', problems: showProblems(error.problems, opens) };
  }
  return app;
}

/** Undefined for anything that is no request. */
function readRequest(body: unknown): WriteRequest | undefined {
  try {
    return writeRequest.safeParse(body).data;
  } catch (error) {
    // The values are nested too deeply.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const statuses = { saved: 200, repeated: 200, conflict: 409, refused: 422 } as const;
