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
 * folders of the publication and the package.
 */
export function watchFiles(
  roots: readonly string[],
  onChange: (paths: readonly string[]) => void,
  onError: (error: Error) => void,
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
  const open = [...new Set(roots)].map((root) => watchRoot(root, note, onError));
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of open) watcher.close();
    },
  };
}

function watchRoot(
  root: string,
  note: (path: string) => void,
  onError: (error: Error) => void,
): { close(): void } {
  const open = new Map<string, FSWatcher>();
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
      if (!isNotThere(error)) throw error;
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
