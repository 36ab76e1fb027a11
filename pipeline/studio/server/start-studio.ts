import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { diskFiles } from '../../foundation/files/disk-files.ts';
import { fail } from '../../foundation/problems/problem.ts';
import { stateFolder } from '../../foundation/program/context.ts';
import { watchFiles } from '../../publication/watch-files.ts';
import { listen } from '../../server/listen.ts';
import { Desk } from '../desk.ts';
import { DeskFiles } from '../desk-files.ts';
import { EventHub } from '../event-hub.ts';
import { GitHistory } from '../git-history.ts';
import { Inbox } from '../inbox.ts';
import { Journal } from '../journal/journal.ts';
import { refuseDraft } from '../life/refuse-draft.ts';
import { LivePublication, type StudioCache } from '../live-publication.ts';
import { MendDesk } from '../mend-desk.ts';
import { PageRequests } from '../page-requests.ts';
import { createOpenPlace } from '../show-problems.ts';
import type { Studio, StudioServices } from '../studio.ts';
import { isStrong } from '../studio-password.ts';
import { TextsDesk } from '../texts-desk.ts';
import { watchDispatches } from '../watch-dispatches.ts';
import { watchOutbox } from '../watch-outbox.ts';
import { createStudioApp } from './create-studio-app.ts';
import { createSummariser } from './summarise-issues.ts';

interface StudioOptions {
  /** The absolute path of the publication's folder. */
  readonly root: string;
  readonly packageRoot: string;
  /** The absolute path of the folder for private data; `.courant` in the publication's folder if left out. */
  readonly stateFolder?: string | undefined;
  readonly outbox: string;
  /** Keeps converted pictures and compiled forms. Without it, each start makes them again. */
  readonly cache?: StudioCache;
  /** 0 chooses a free port. */
  readonly port: number;
  /** Whether this studio may resume dispatches. Allowed only if no other machine can reach it. */
  readonly send?: boolean | undefined;
  /** A loopback address, or any address if there is a password. */
  readonly host?: string | undefined;
  readonly password?: string | undefined;
  /** The address that opens a place in the editor, such as `vscode://file/{file}:{line}:{column}`. */
  readonly editor: string;
  readonly services: StudioServices;
  readonly clock: () => Date;
  readonly onError: (error: Error) => void;
}

interface RunningStudio {
  readonly url: string;
  readonly port: number;
  readonly live: LivePublication;
  stop(): Promise<void>;
}

const loopback = '127.0.0.1';

/** How long to wait after a change before issues are summarised, in ms. Pages request their views in that time. */
const afterViews = 60;

/** Opens the studio: reads the publication, watches it, and serves the pages. */
export async function startStudio(options: StudioOptions): Promise<RunningStudio> {
  const { root, packageRoot, services, clock, onError, password, host = loopback } = options;
  const isLocal = host === loopback;
  if (!isLocal && (password === undefined || !isStrong(password))) fail('studio-password', { host });
  if (!isLocal && options.send) fail('studio-send', { host });
  const publication = diskFiles(root);
  const isOwn = join(root, '/') === join(packageRoot, '/');
  const packageFiles = isOwn ? undefined : diskFiles(packageRoot);
  const history = new GitHistory(root, packageFiles);
  const live = new LivePublication({
    publication,
    package: packageFiles ?? publication,
    ...(options.cache && { cache: options.cache }),
    lastGood: (slug, locale) => history.lastGood(slug, locale),
  });
  const events = new EventHub();
  const requests = new PageRequests();
  const state = options.stateFolder ?? stateFolder({ root });
  const deskFiles: DeskFiles = new DeskFiles({
    root,
    journal: new Journal(join(state, 'studio', 'steps')),
    clock,
    refuse: (written) => refuseDraft({ live, deskFiles, services }, written),
    onWritten: (paths) => live.refresh(paths),
  });
  await deskFiles.recover();
  await live.open();
  const studio: Studio = {
    root,
    stateFolder: state,
    live,
    history,
    events,
    requests,
    desk: new Desk(live, deskFiles),
    textsDesk: new TextsDesk(live, deskFiles),
    mendDesk: new MendDesk(live, deskFiles),
    deskFiles,
    inbox: new Inbox(options.outbox),
    opens: createOpenPlace([root, packageRoot], options.editor),
    services,
    isLocal,
    maySend: isLocal && options.send === true,
    clock,
    onError,
  };
  const hosts: string[] = [];
  const app = createStudioApp(studio, {
    token: randomBytes(24).toString('base64url'),
    hosts,
    password,
    modules: options.cache?.modules,
    clock: () => clock().getTime(),
  });
  const summariser = createSummariser(studio);
  const server = createAdaptorServer({
    fetch: (request, env) => requests.during(async () => app.fetch(request, env)),
  });
  const port = await listen(server, options.port, host);
  hosts.push(`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`);

  const refresh = async (paths: readonly string[]) => {
    const slugs = await live.refresh(paths);
    events.emit({ kind: 'changed', slugs, at: clock().getTime() });
    setTimeout(summariser.start, afterViews).unref();
  };
  const watcher = watchFiles([root, packageRoot], (paths) => void refresh(paths).catch(onError), onError);
  const outbox = watchOutbox(options.outbox, () => events.emit({ kind: 'mail' }), onError);
  const dispatches = watchDispatches({
    store: () => services.store(),
    isWanted: () => events.size > 0,
    isHere: (dispatch) => services.deliverer.run(dispatch)?.isUnderWay ?? false,
    onMove: (slugs) => events.emit({ kind: 'dispatch', slugs }),
    onError,
  });
  summariser.start();
  return {
    port,
    url: `http://localhost:${port}/`,
    live,
    async stop() {
      watcher.close();
      outbox.close();
      await summariser.stop();
      await dispatches.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        // Streams of events would otherwise stay open forever.
        if ('closeAllConnections' in server) server.closeAllConnections();
      });
    },
  };
}
