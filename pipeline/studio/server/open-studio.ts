import { join } from 'node:path';
import type { FormStore } from '../../editions/mjml/form-store.ts';
import { diskFiles } from '../../foundation/files/disk-files.ts';
import { stateFolder } from '../../foundation/program/context.ts';
import { watchFiles } from '../../publication/watch-files.ts';
import { Desk } from '../desk.ts';
import { DeskFiles } from '../desk-files.ts';
import { GitHistory } from '../git-history.ts';
import { Inbox } from '../inbox.ts';
import { Journal } from '../journal/journal.ts';
import { refuseDraft } from '../life/refuse-draft.ts';
import { LivePublication, type StudioCache } from '../live-publication.ts';
import { MendDesk } from '../mend-desk.ts';
import type { PageRequests } from '../page-requests.ts';
import { createOpenPlace } from '../show-problems.ts';
import type { Studio, StudioServices } from '../studio.ts';
import { TextsDesk } from '../texts-desk.ts';
import { watchDispatches } from '../watch-dispatches.ts';
import { watchOutbox } from '../watch-outbox.ts';
import type { PageFiles } from './page-files.ts';
import { createSummariser } from './summarise-issues.ts';

/** How to open the studio of a publication. */
export interface StudioOptions {
  /** The absolute path of the publication's folder. */
  readonly root: string;
  readonly packageRoot: string;
  /** The absolute path of the folder for private data; `.courant` in the publication's folder if left out. */
  readonly stateFolder?: string | undefined;
  readonly outbox: string;
  /** Keeps converted pictures and compiled forms. Without it, each start makes them again. */
  readonly cache?: StudioCache;
  /** The files of the page; those of this program if left out. */
  readonly page?: PageFiles;
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
  /**
   * Called as soon as the studio has an address. From then on, it answers pages. Their requests for data wait until
   * the publication is read.
   */
  readonly onListening?: (url: string) => void;
  readonly onError: (error: Error) => void;
}

/** How long to wait after a change before issues are summarised, in ms. Pages request their views in that time. */
const afterViews = 60;

/** A studio whose publication has been read and is watched. */
interface OpenedStudio {
  readonly studio: Studio;
  close(): Promise<void>;
}

/** Writes forms after the first view of a page, because the key of the store takes 60 ms. */
function writeLater(forms: FormStore, requests: PageRequests): FormStore {
  return {
    read: forms.read,
    async write(start, made) {
      // A store reports no errors: the next start makes the forms again.
      void requests
        .untilFirstView()
        .then(() => requests.untilQuiet())
        .then(() => forms.write(start, made));
    },
  };
}

/** Reads the publication, and watches its files, its outbox and its dispatches. */
export async function openStudio(
  options: StudioOptions,
  { events, requests, isLocal }: Pick<Studio, 'events' | 'requests' | 'isLocal'>,
): Promise<OpenedStudio> {
  const { root, packageRoot, services, clock, onError } = options;
  const now = () => clock().getTime();
  const publication = diskFiles(root);
  const isOwn = join(root, '/') === join(packageRoot, '/');
  const packageFiles = isOwn ? undefined : diskFiles(packageRoot);
  const history = new GitHistory(root, packageFiles, now);
  const live = new LivePublication({
    publication,
    package: packageFiles ?? publication,
    clock: now,
    ...(options.cache && { cache: { ...options.cache, forms: writeLater(options.cache.forms, requests) } }),
    lastGood: (slug, locale) => history.lastGood(slug, locale),
  });
  const state = options.stateFolder ?? stateFolder({ root });
  const deskFiles: DeskFiles = new DeskFiles({
    root,
    journal: new Journal(join(state, 'studio', 'steps')),
    clock,
    refuse: (written) => refuseDraft({ live, deskFiles, services }, written),
    onWritten: (paths) => live.refresh(paths),
  });
  await deskFiles.recover();
  const summariser = createSummariser({ live, events, requests, onError });
  const refresh = async (paths: readonly string[]): Promise<void> => {
    const { logo } = live;
    const tell = (slugs: readonly string[]) => events.emit({ kind: 'changed', slugs, at: now() });
    // Pages hear of a change before it is read. Their requests are on their way meanwhile, and then wait for it.
    const touched = live.touchedBy(paths);
    const reading = live.refresh(paths);
    tell(touched);
    const others = (await reading).filter((slug) => !touched.includes(slug));
    if (others.length > 0) tell(others);
    watcher.follow(live.logo);
    // A new logo may have changed between these two.
    if (live.logo !== undefined && live.logo !== logo) await refresh([live.logo]);
    setTimeout(summariser.start, afterViews).unref();
  };
  // It watches before it reads, and reads again what changes meanwhile.
  const watcher = watchFiles([root, packageRoot], (paths) => void refresh(paths).catch(onError), onError);
  try {
    await live.open();
    watcher.follow(live.logo);
  } catch (error) {
    watcher.close();
    throw error;
  }
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
    studio,
    async close() {
      watcher.close();
      outbox.close();
      await summariser.stop();
      await dispatches.close();
    },
  };
}
