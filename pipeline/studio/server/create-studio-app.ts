import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { safeHeaders } from '../guard.ts';
import type { PictureDesk } from '../pictures/picture-desk.ts';
import type { Studio } from '../studio.ts';
import { answerError } from './answer-error.ts';
import { issueRoutes } from './routes/issues.ts';

/** Creates the routes with the data of the publication. */
export function createStudioApp(studio: Studio): Hono {
  const app = new Hono();
  app.use(safeHeaders);
  app.use(async (_, next) => {
    await studio.live.refreshed;
    await next();
  });
  app.use('/api/*', noteFirstView(studio));
  app.route('/', issueRoutes(studio));
  for (const { paths, load } of loadedLater(studio)) addLater(app, paths, load);
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
function loadedLater(studio: Studio): LaterRoutes[] {
  let opening: Promise<PictureDesk> | undefined;
  const pictures = () => {
    opening ??= import('../pictures/picture-desk.ts').then(({ PictureDesk }) => new PictureDesk(studio));
    return opening;
  };
  return [
    {
      paths: ['/api/desk/*', '/api/mend/*', '/api/texts/*', '/api/draft/*'],
      load: async () => (await import('./routes/desk.ts')).deskRoutes(studio),
    },
    {
      paths: ['/api/write/*'],
      load: async () => (await import('./routes/write.ts')).writeRoutes(studio),
    },
    {
      paths: ['/api/presence'],
      load: async () => (await import('./routes/presence.ts')).presenceRoutes(studio),
    },
    {
      paths: ['/api/pictures/*'],
      load: async () => (await import('./routes/pictures.ts')).pictureRoutes(studio, await pictures()),
    },
    {
      paths: ['/api/inbox', '/api/mail', '/api/mail/raw', '/mail', '/api/public-pages'],
      load: async () => (await import('./routes/mail.ts')).mailRoutes(studio),
    },
    {
      paths: ['/api/new', '/api/trash', '/api/moment', '/api/life/*'],
      load: async () => (await import('./routes/life.ts')).lifeRoutes(studio),
    },
    {
      paths: ['/api/intake'],
      load: async () => (await import('./routes/intake.ts')).intakeRoutes(await pictures()),
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
}

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
