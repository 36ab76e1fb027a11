/**
 * Read access to a folder. Paths are relative to its root, with forward slashes, and never lead out of it.
 * Callers pass it as an argument, so a test can use files in memory.
 */
export interface Files {
  /** The file's bytes; undefined if it does not exist. Rejects if it cannot be read. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** The names in a folder, in no particular order; empty if the folder does not exist. */
  list(folder: string): Promise<Entry[]>;
  /** The file or folder at the path, with links followed; undefined if there is none. */
  stat(path: string): Promise<Stat | undefined>;
  /**
   * Runs the JavaScript or TypeScript module at the path and returns its exports: the same object as long as
   * the file has the same bytes. Not available for files in memory, which are never run.
   */
  importModule?(path: string): Promise<object>;
}

export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
}

interface Stat {
  readonly kind: 'file' | 'folder' | 'other';
  /** The size in bytes. */
  readonly size: number;
  /**
   * The path with all symbolic links followed, relative to the root; undefined if it is outside of the root.
   */
  readonly realPath: string | undefined;
}
