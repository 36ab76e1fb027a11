import type { Files } from './files.ts';
import { memoryFiles } from './memory-files.ts';

/** The same files, except that `contents` replaces some of them. */
export function overlayFiles(files: Files, contents: Readonly<Record<string, string>>): Files {
  const above = memoryFiles(contents);
  return {
    ...(files.importModule && {
      importModule: (path: string) => files.importModule?.(path) ?? Promise.resolve({}),
    }),
    read: async (path) => (await above.read(path)) ?? files.read(path),
    stat: async (path) => (await above.stat(path)) ?? files.stat(path),
    async list(folder) {
      const [own, others] = [await above.list(folder), await files.list(folder)];
      return [...own, ...others.filter(({ name }) => !own.some((each) => each.name === name))];
    },
  };
}
