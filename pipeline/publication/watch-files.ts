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
  const start = (folder: string, recursive: boolean, pathOf: (name: string) => string | undefined) => {
    try {
      const watcher = watch(join(root, folder), { recursive }, (_, name) => {
        const path = name === null ? undefined : pathOf(String(name));
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
  start('.', false, (name) => {
    if (files.includes(name)) return name;
    // The folder is new: a person or the studio has created it.
    const isNew = watched.includes(name) && !open.has(name);
    if (isNew) startFolder(name);
    return isNew ? name : undefined;
  });
  return {
    close() {
      for (const watcher of open.values()) watcher.close();
    },
  };
}
