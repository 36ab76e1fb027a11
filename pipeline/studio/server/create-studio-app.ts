import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { createProblem, ProblemError } from '../../foundation/problems/problem.ts';
import { type GuardOptions, guard } from '../guard.ts';
import { PictureDesk } from '../pictures/picture-desk.ts';
import type { Studio } from '../studio.ts';
import { deskRoutes } from './routes/desk.ts';
import { dispatchRoutes } from './routes/dispatch.ts';
import { intakeRoutes } from './routes/intake.ts';
import { issueRoutes } from './routes/issues.ts';
import { lifeRoutes } from './routes/life.ts';
import { mailRoutes } from './routes/mail.ts';
import { pictureRoutes } from './routes/pictures.ts';
import { presenceRoutes } from './routes/presence.ts';
import { reportRoutes } from './routes/report.ts';
import { type StudioEnv, shellRoutes } from './routes/shell.ts';
import { testRoutes } from './routes/test-message.ts';
import { versionRoutes } from './routes/versions.ts';
import { writeRoutes } from './routes/write.ts';

/** Creates all routes of the studio, behind its guard. */
export function createStudioApp(studio: Studio, options: GuardOptions): Hono<StudioEnv> {
  const app = new Hono<StudioEnv>();
  const pictures = new PictureDesk(studio);
  app.use(guard(options));
  app.route('/', issueRoutes(studio));
  app.route('/', deskRoutes(studio));
  app.route('/', writeRoutes(studio));
  app.route('/', lifeRoutes(studio));
  app.route('/', presenceRoutes(studio));
  app.route('/', intakeRoutes(pictures));
  app.route('/', pictureRoutes(studio, pictures));
  app.route('/', versionRoutes(studio));
  app.route('/', dispatchRoutes(studio));
  app.route('/', reportRoutes(studio));
  app.route('/', mailRoutes(studio));
  app.route('/', testRoutes(studio));
  app.all('/api/*', (c) => c.json({ message: 'This page does not exist.' }, 404));
  app.route('/', shellRoutes(studio, options.token));
  app.onError(answerError);
  return app;
}

/** Answers an error. A wrong request is not a failure of the studio. */
function answerError(error: Error, c: Context): Response {
  // A body that is too large.
  if (error instanceof HTTPException) return c.json({ message: 'The request was refused.' }, error.status);
  const isOurs = error instanceof ProblemError;
  // A body that is not JSON, or an address with a broken escape.
  const isMalformed = error instanceof SyntaxError || error instanceof URIError;
  const problems = isOurs ? error.problems : [createProblem('studio-failed', { reason: error.message })];
  const message = problems.map(({ message }) => message).join('\n');
  if (isMalformed) return c.json({ message: 'The request cannot be read.' }, 400);
  if (!isOurs) return c.json({ message }, 500);
  return c.json({ message }, problems.some(({ code }) => code === 'issue-unknown') ? 404 : 422);
}
