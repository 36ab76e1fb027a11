import { Hono } from 'hono';
import { createProblem, ProblemError } from '../foundation/problems/problem.ts';
import { type GuardOptions, guard } from './guard.ts';
import { deskRoutes } from './routes/desk.ts';
import { dispatchRoutes } from './routes/dispatch.ts';
import { issueRoutes } from './routes/issues.ts';
import { mailRoutes } from './routes/mail.ts';
import { type StudioEnv, shellRoutes } from './routes/shell.ts';
import { testRoutes } from './routes/test-message.ts';
import type { Studio } from './studio.ts';

/** All that the studio answers, behind its guard. */
export function createStudioApp(studio: Studio, options: GuardOptions): Hono<StudioEnv> {
  const app = new Hono<StudioEnv>();
  app.use(guard(options));
  app.route('/', issueRoutes(studio));
  app.route('/', deskRoutes(studio));
  app.route('/', dispatchRoutes(studio));
  app.route('/', mailRoutes(studio));
  app.route('/', testRoutes(studio));
  app.all('/api/*', (c) => c.json({ message: 'There is nothing here.' }, 404));
  app.route('/', shellRoutes(studio, options.token));
  app.onError((error, c) => {
    const problems =
      error instanceof ProblemError
        ? error.problems
        : [createProblem('studio-failed', { reason: error.message })];
    return c.json({ message: problems.map(({ message }) => message).join('\n') }, 500);
  });
  return app;
}
