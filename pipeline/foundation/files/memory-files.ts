import type { Entry, Files } from './files.ts';

/** Files in memory, by path: for tests, and for text that an editor has not saved yet. */
export function memoryFiles(contents: Readonly<Record<string, string | Uint8Array>>): Files {
  const bytes = (content: string | Uint8Array) =>
    typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const isFolder = (path: string) => Object.keys(contents).some((file) => file.startsWith(`${path}/`));
  return {
    async read(path) {
      const content = contents[path];
      return content === undefined ? undefined : bytes(content);
    },
    async list(folder) {
      const entries = new Map<string, Entry>();
      for (const path of Object.keys(contents)) {
        if (!path.startsWith(`${folder}/`)) continue;
        const [name = '', ...rest] = path.slice(folder.length + 1).split('/');
        entries.set(name, { name, kind: rest.length === 0 ? 'file' : 'folder' });
      }
      return [...entries.values()];
    },
    async stat(path) {
      const content = contents[path];
      if (content !== undefined) return { kind: 'file', size: bytes(content).length, realPath: path };
      return isFolder(path) ? { kind: 'folder', size: 0, realPath: path } : undefined;
    },
  };
}
