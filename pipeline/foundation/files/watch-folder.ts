import { type FSWatcher, lstatSync, watch } from 'node:fs';
import { join } from 'node:path';

/** Watches a folder, with all that is in it if it is recursive. The name in an event is a path below the folder. */
export type WatchFolder = (
  folder: string,
  options: { readonly recursive: boolean },
  onEvent: (event: string, name: string | null) => void,
) => Pick<FSWatcher, 'close' | 'on'>;

/**
 * The watcher of Node. On Linux, its recursive one looks at each path of an event in a way that ends the process if a
 * file has taken the place of a folder. It does not look at paths that are to be ignored.
 */
export const watchFolder: WatchFolder = (folder, options, onEvent) => {
  let isOpen = false;
  // The first look at all files must stay cheap.
  const ignore = (path: string) => isOpen && isInFile(join(folder, path));
  const watcher = watch(folder, { ...options, ignore }, onEvent);
  isOpen = true;
  return watcher;
};

/** Whether a path cannot exist, because a file is where its folder should be. */
function isInFile(path: string): boolean {
  try {
    lstatSync(path, { throwIfNoEntry: false });
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOTDIR';
  }
}
