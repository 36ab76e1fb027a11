import { statSync } from 'node:fs';
import { join } from 'node:path';
import { longestEmpty } from '../foundation/files/disk-files.ts';
import { isNotThere } from '../foundation/files/read-if-there.ts';
import { type WatchFolder, watchFolder } from '../foundation/files/watch-folder.ts';

/** The folders to watch. */
const watched = ['content', 'extensions', 'locales', 'templates', 'themes'];
const files = ['newsletter.yaml'];

/** Editors save in several steps. Events within this time, in ms, count as one change. */
const settle = 4;

export interface WatchedFiles {
  /** Watches one more file of the publication, in place of the one before: the logo may be in any folder. */
  follow(path: string | undefined): void;
  close(): void;
}

/**
 * Watches the files of a publication and reports the changed paths, relative to the root. `roots` are the
 * folders of the publication and the package. Never throws: if the system allows no more watchers, it passes
 * the first such error to `onError`, closes those that are open, and watches nothing.
 */
export function watchFiles(
  roots: readonly string[],
  onChange: (paths: readonly string[]) => void,
  onError: (error: Error) => void,
  watch: WatchFolder = watchFolder,
): WatchedFiles {
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const note = (path: string) => {
    changed.add(path.replaceAll('\\', '/'));
    timer ??= setTimeout(report, settle, settle);
  };
  const report = (waited: number) => {
    const paths = [...changed];
    if (waited < longestEmpty && paths.some((path) => roots.some((root) => isEmptyFile(join(root, path))))) {
      timer = setTimeout(report, settle, waited + settle);
      return;
    }
    changed = new Set();
    timer = undefined;
    onChange(paths);
  };
  const open: { close(): void }[] = [];
  let followed: { readonly path: string; close(): void } | undefined;
  let isClosed = false;
  const close = () => {
    isClosed = true;
    clearTimeout(timer);
    for (const watcher of open) watcher.close();
    followed?.close();
  };
  let isRefused = false;
  const onRefused = (error: Error) => {
    if (!isRefused) onError(error);
    isRefused = true;
  };
  const listeners = { note, onError, onRefused };
  for (const root of new Set(roots)) open.push(watchRoot(root, listeners, watch));
  if (isRefused) close();
  const [publication = ''] = roots;
  return {
    follow(path) {
      if (isClosed || path === followed?.path) return;
      followed?.close();
      followed = path === undefined ? undefined : { path, ...watchFile(publication, path, listeners, watch) };
      if (isRefused) close();
    },
    close,
  };
}

/** Many editors empty a file before they write it. On a busy machine, the text may come much later. */
function isEmptyFile(path: string): boolean {
  try {
    const found = statSync(path);
    return found.isFile() && found.size === 0;
  } catch {
    return false; // It is gone or cannot be read. Whoever reads it reports that.
  }
}

/**
 * Watches a file by the folders that it is in, each of which may be missing, removed or come back; unless the first is
 * one of those that are watched with everything in them.
 */
function watchFile(root: string, path: string, listeners: Listeners, watch: WatchFolder): { close(): void } {
  const steps = path.split('/');
  const [first = ''] = steps;
  if (steps.length > 1 && watched.includes(first)) return { close: () => {} };
  const open: { close(): void }[] = [];
  const start = (depth: number) => {
    for (const watcher of open.splice(depth)) watcher.close();
    if (depth === steps.length) return;
    const folder = join(root, ...steps.slice(0, depth));
    const watcher = openWatcher(folder, false, listeners, watch, (name, event) => {
      const isFile = depth === steps.length - 1;
      if (name !== steps[depth] || (!isFile && event !== 'rename')) return undefined;
      start(depth + 1);
      return path;
    });
    if (watcher === undefined) return;
    open[depth] = watcher;
    start(depth + 1);
  };
  start(0);
  return {
    close() {
      for (const watcher of open) watcher.close();
    },
  };
}

interface Listeners {
  readonly note: (path: string) => void;
  readonly onError: (error: Error) => void;
  /** Called when a watcher cannot be opened. */
  readonly onRefused: (error: Error) => void;
}

/** The path that changed, by the name in an event; undefined if it is none of those to report. */
type PathOf = (name: string, event: string) => string | undefined;

/** Watches a folder; undefined if it does not exist or the watcher is refused. */
function openWatcher(
  folder: string,
  recursive: boolean,
  { note, onError, onRefused }: Listeners,
  watch: WatchFolder,
  pathOf: PathOf,
): ReturnType<WatchFolder> | undefined {
  try {
    const watcher = watch(folder, { recursive }, (event, name) => {
      const path = name === null ? undefined : pathOf(String(name), event);
      if (path !== undefined && !/\.part$|~$|\.sw[a-z]$/.test(path)) note(path);
    });
    watcher.on('error', onError);
    return watcher;
  } catch (error) {
    // A publication need not have templates, texts or extensions.
    if (!isNotThere(error)) onRefused(error as Error);
    return undefined;
  }
}

function watchRoot(root: string, listeners: Listeners, watch: WatchFolder): { close(): void } {
  const open = new Map<string, ReturnType<WatchFolder>>();
  const start = (folder: string, recursive: boolean, pathOf: PathOf) => {
    const watcher = openWatcher(join(root, folder), recursive, listeners, watch, pathOf);
    if (watcher) open.set(folder, watcher);
  };
  const startFolder = (folder: string) => start(folder, true, (name) => `${folder}/${name}`);
  for (const folder of watched) startFolder(folder);
  start('.', false, (name, event) => {
    if (files.includes(name)) return name;
    if (event !== 'rename' || !watched.includes(name)) return undefined;
    // The folder is new, or it was removed and came back, as with a checkout of another branch. The watcher of a
    // removed folder reports nothing more.
    open.get(name)?.close();
    open.delete(name);
    startFolder(name);
    return name;
  });
  return {
    close() {
      for (const watcher of open.values()) watcher.close();
    },
  };
}
