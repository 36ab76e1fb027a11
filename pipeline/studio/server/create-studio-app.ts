import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { createProblem, ProblemError } from '../../foundation/problems/problem.ts';
import { type GuardOptions, guard } from '../guard.ts';
import { PictureDesk } from '../pictures/picture-desk.ts';
import type { Studio } from '../studio.ts';
import { deskRoutes } from './routes/desk.ts';
import { issueRoutes } from './routes/issues.ts';
import { mailRoutes } from './routes/mail.ts';
import { pictureRoutes } from './routes/pictures.ts';
import { presenceRoutes } from './routes/presence.ts';
import { type StudioEnv, shellRoutes } from './routes/shell.ts';
import { writeRoutes } from './routes/write.ts';
import type { ModuleStore } from './serve-module.ts';

/** Creates all routes of the studio, behind its guard. */
export function createStudioApp(
  studio: Studio,
  options: GuardOptions & { readonly modules?: ModuleStore | undefined },
): Hono<StudioEnv> {
  const app = new Hono<StudioEnv>();
  const pictures = new PictureDesk(studio);
  app.use(guard(options));
  app.route('/', issueRoutes(studio));
  app.route('/', deskRoutes(studio));
  app.route('/', writeRoutes(studio));
  app.route('/', presenceRoutes(studio));
  app.route('/', pictureRoutes(studio, pictures));
  app.route('/', mailRoutes(studio));
  for (const { paths, load } of loadedLater(studio, pictures)) addLater(app, paths, load);
  app.all('/api/*', answerUnknown);
  app.route('/', shellRoutes(studio, options.token, options.modules));
  app.onError(answerError);
  return app;
}

interface LaterRoutes {
  readonly paths: readonly string[];
  readonly load: () => Promise<Hono>;
}

/** The routes that no page needs for its first view. Their code is loaded with the first request for one of them. */
const loadedLater = (studio: Studio, pictures: PictureDesk): LaterRoutes[] => [
  {
    paths: ['/api/new', '/api/trash', '/api/moment', '/api/life/*'],
    load: async () => (await import('./routes/life.ts')).lifeRoutes(studio),
  },
  {
    paths: ['/api/intake'],
    load: async () => (await import('./routes/intake.ts')).intakeRoutes(pictures),
  },
  {
    paths: ['/api/versions', '/api/versions/*'],
    load: async () => (await import('./routes/versions.ts')).versionRoutes(studio),
  },
  {
    paths: ['/api/standings', '/api/plan/*', '/api/dispatch/*', '/api/send/*', '/api/hold/*'],
    load: async () => (await import('./routes/dispatch.ts')).dispatchRoutes(studio),
  },
  {
    paths: ['/api/report'],
    load: async () => (await import('./routes/report.ts')).reportRoutes(studio),
  },
  {
    paths: ['/api/test', '/api/issues/:slug/readers'],
    load: async () => (await import('./routes/test-message.ts')).testRoutes(studio),
  },
];

function addLater(app: Hono<StudioEnv>, paths: readonly string[], load: LaterRoutes['load']): void {
  let loading: Promise<Hono> | undefined;
  const answer = async (c: Context) => {
    loading ??= load().then((routes) => routes.onError(answerError).notFound(answerUnknown));
    return (await loading).fetch(c.req.raw, c.env);
  };
  for (const path of paths) app.all(path, answer);
}

const answerUnknown = (c: Context) => c.json({ message: 'This page does not exist.' }, 404);

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
