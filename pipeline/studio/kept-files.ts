import type { Files } from '../foundation/files/files.ts';

/** Files that are read once and kept until the watcher reports a change. */
export interface KeptFiles extends Files {
  forget(path: string): void;
}

export function keepFiles(files: Files): KeptFiles {
  const read = new Map<string, ReturnType<Files['read']>>();
  const list = new Map<string, ReturnType<Files['list']>>();
  const stat = new Map<string, ReturnType<Files['stat']>>();
  const keep = <Value>(
    kept: Map<string, Promise<Value>>,
    path: string,
    look: (path: string) => Promise<Value>,
  ) => {
    const known = kept.get(path);
    if (known !== undefined) return known;
    const looked = look(path);
    kept.set(path, looked);
    // After a failure, the next request reads the file again.
    looked.catch(() => kept.delete(path));
    return looked;
  };
  return {
    read: (path) => keep(read, path, files.read),
    list: (folder) => keep(list, folder, files.list),
    stat: (path) => keep(stat, path, files.stat),
    ...(files.importModule && { importModule: files.importModule }),
    forget(path) {
      // A new or deleted folder changes everything below it, and the listings of its parents.
      for (const kept of [read, list, stat]) {
        for (const key of kept.keys()) {
          if (key === path || key.startsWith(`${path}/`) || path.startsWith(`${key}/`)) kept.delete(key);
        }
      }
    },
  };
}
