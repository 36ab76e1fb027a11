import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { safeHeaders } from '../guard.ts';
import { PictureDesk } from '../pictures/picture-desk.ts';
import type { Studio } from '../studio.ts';
import { answerError } from './answer-error.ts';
import { deskRoutes } from './routes/desk.ts';
import { issueRoutes } from './routes/issues.ts';
import { mailRoutes } from './routes/mail.ts';
import { pictureRoutes } from './routes/pictures.ts';
import { presenceRoutes } from './routes/presence.ts';
import { writeRoutes } from './routes/write.ts';

/** Creates the routes with the data of the publication. */
export function createStudioApp(studio: Studio): Hono {
  const app = new Hono();
  const pictures = new PictureDesk(studio);
  app.use(safeHeaders);
  app.use(async (_, next) => {
    await studio.live.refreshed;
    await next();
  });
  app.use('/api/*', noteFirstView(studio));
  app.route('/', issueRoutes(studio));
  app.route('/', deskRoutes(studio));
  app.route('/', writeRoutes(studio));
  app.route('/', presenceRoutes(studio));
  app.route('/', pictureRoutes(studio, pictures));
  app.route('/', mailRoutes(studio));
  for (const { paths, load } of loadedLater(studio, pictures)) addLater(app, paths, load);
  app.all('/api/*', answerUnknown);
  app.onError(answerError);
  return app;
}

/**
 * Notes the requests that a page makes only after its first view. Before it, a page requests the list of issues once,
 * and the issue that it opens.
 */
function noteFirstView({ requests }: Studio): MiddlewareHandler {
  let hasList = false;
  return async ({ req }, next) => {
    const isList = req.path === '/api/issues';
    const isBefore = isList ? !hasList : req.query('problems') === 'later';
    hasList ||= isList;
    await next();
    if (!isBefore) requests.noteView();
  };
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

function addLater(app: Hono, paths: readonly string[], load: LaterRoutes['load']): void {
  let loading: Promise<Hono> | undefined;
  const answer = async (c: Context) => {
    loading ??= load().then((routes) =>
      new Hono().use(safeHeaders).route('/', routes).onError(answerError).notFound(answerUnknown),
    );
    return (await loading).fetch(c.req.raw, c.env);
  };
  for (const path of paths) app.all(path, answer);
}

const answerUnknown = (c: Context) => c.json({ message: 'This page does not exist.' }, 404);
