import { Worker } from 'node:worker_threads';
import { siblingModule } from '../foundation/program/sibling-module.ts';
import type { PlacedFile } from './place-files.ts';
import { nextFolder } from './publish-site.ts';
import type { SiteBuild } from './start-build.ts';
import type { SiteStore, StoredRecord } from './stored-files.ts';

/** Files that are being put in place while others are still made. */
export interface EarlyPlaces {
  /** By path: where each comes from. */
  readonly files: ReadonlyMap<string, string>;
  /** Whether all of them are in place now. */
  readonly done: Promise<boolean>;
}

/** Below this, starting a thread for it costs more than it saves. */
const worthwhile = 200;

/**
 * Begins to put the files of issues that have not changed into the next site, on a thread of its own: of many issues
 * that takes as long as rendering the one that has changed. What turns out not to be right is put right at the end.
 */
export function placeEarly({ options, keys, state }: SiteBuild, store: SiteStore): EarlyPlaces | undefined {
  const files: PlacedFile[] = [];
  for (const [slug, key] of keys) {
    const record = state.issues[slug];
    if (record?.key !== key) continue;
    for (const [index, { path }] of record.files.entries()) {
      files.push({ path, from: store.pathOf(record, index) });
    }
  }
  return startPlacing(options.folder, files);
}

/**
 * Begins to put the files of issues that were just rendered into the next site, while the indexes are made; but for
 * those whose place was taken early.
 */
export function placeRendered(
  { options }: SiteBuild,
  store: SiteStore,
  records: readonly StoredRecord[],
  early: EarlyPlaces | undefined,
): EarlyPlaces | undefined {
  const files = records.flatMap((record) =>
    record.files.map(({ path }, index) => ({ path, from: store.pathOf(record, index) })),
  );
  return startPlacing(
    options.folder,
    files.filter(({ path }) => !early?.files.has(path)),
  );
}

function startPlacing(folder: string, files: readonly PlacedFile[]): EarlyPlaces | undefined {
  const byPath = new Map(files.map((file) => [file.path, file.from]));
  if (byPath.size < worthwhile) return undefined;
  const worker = new Worker(siblingModule(import.meta.url, 'place-worker'), {
    workerData: {
      folder: nextFolder(folder),
      files: [...byPath].map(([path, from]) => ({ path, from })),
    },
  });
  const done = new Promise<boolean>((resolve) => {
    // A file that is gone from the cache: it is rendered again, and everything is put in place once more.
    worker.once('error', () => resolve(false));
    worker.once('exit', (code) => resolve(code === 0));
  });
  return { files: byPath, done };
}
