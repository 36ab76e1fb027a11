import { Hono } from 'hono';
import { type GuardOptions, guard, safeHeaders } from '../guard.ts';
import { answerError } from './answer-error.ts';
import { type ShellOptions, shellRoutes } from './routes/shell.ts';

interface PageAppOptions extends GuardOptions, ShellOptions {
  /** The routes with the data of the publication. Their requests wait until it has been read. */
  readonly routes: Promise<Hono>;
}

/** The paths of these routes. All other paths are pages, and what they load. */
const paths = ['/api/*', '/preview/*', '/pictures/*', '/revision/*', '/mail'];

/** Creates the app that answers pages, behind the guard of the studio. It loads no code that reads or renders. */
export function createPageApp({ routes, ...options }: PageAppOptions): Hono {
  const app = new Hono();
  app.use(guard(options), safeHeaders);
  for (const path of paths) app.all(path, async (c) => (await routes).fetch(c.req.raw, c.env));
  app.route('/', shellRoutes(options));
  app.onError(answerError);
  return app;
}
