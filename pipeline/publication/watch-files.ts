import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import { isNotThere } from '../foundation/files/read-if-there.ts';

/** The folders to watch. */
const watched = ['content', 'extensions', 'locales', 'templates', 'themes'];
const files = ['newsletter.yaml'];

/** Editors save in several steps. Events within this time, in ms, count as one change. */
const settle = 8;

/**
 * Watches the files of a publication and reports the changed paths, relative to the root. `roots` are the
 * folders of the publication and the package. Never throws: if the system allows no more watchers, it passes
 * the first such error to `onError`, closes those that are open, and watches nothing.
 */
export function watchFiles(
  roots: readonly string[],
  onChange: (paths: readonly string[]) => void,
  onError: (error: Error) => void,
  watch: Watch = watchFolder,
): { close(): void } {
  let changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const note = (path: string) => {
    changed.add(path.replaceAll('\\', '/'));
    timer ??= setTimeout(() => {
      const paths = [...changed];
      changed = new Set();
      timer = undefined;
      onChange(paths);
    }, settle);
  };
  const open: { close(): void }[] = [];
  const close = () => {
    clearTimeout(timer);
    for (const watcher of open) watcher.close();
  };
  let isRefused = false;
  const onRefused = (error: Error) => {
    if (!isRefused) onError(error);
    isRefused = true;
  };
  const listeners = { note, onError, onRefused };
  for (const root of new Set(roots)) open.push(watchRoot(root, listeners, watch));
  if (isRefused) close();
  return { close };
}

type Watch = (
  folder: string,
  options: { readonly recursive: boolean },
  onEvent: (event: string, name: string | null) => void,
) => Pick<FSWatcher, 'close' | 'on'>;

const watchFolder: Watch = (folder, options, onEvent) => watch(folder, options, onEvent);

interface Listeners {
  readonly note: (path: string) => void;
  readonly onError: (error: Error) => void;
  /** Called when a watcher cannot be opened. */
  readonly onRefused: (error: Error) => void;
}

function watchRoot(root: string, { note, onError, onRefused }: Listeners, watch: Watch): { close(): void } {
  const open = new Map<string, ReturnType<Watch>>();
  const start = (
    folder: string,
    recursive: boolean,
    pathOf: (name: string, event: string) => string | undefined,
  ) => {
    try {
      const watcher = watch(join(root, folder), { recursive }, (event, name) => {
        const path = name === null ? undefined : pathOf(String(name), event);
        if (path !== undefined && !/\.part$|~$|\.sw[a-z]$/.test(path)) note(path);
      });
      watcher.on('error', onError);
      open.set(folder, watcher);
    } catch (error) {
      // A publication need not have templates, texts or extensions.
      if (!isNotThere(error)) onRefused(error as Error);
    }
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
