/**
 * Read access to a folder. Paths are relative to its root, with forward slashes, and never lead out of it. Callers pass it
 * in, so that a test can keep it in memory.
 */
export interface Files {
  /** The file's bytes, or undefined when there is none. Rejects when it cannot be read. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** The names in a folder, in no particular order; empty when there is no such folder. */
  list(folder: string): Promise<Entry[]>;
  /** The file or folder at the path, after links; undefined if there is none. */
  stat(path: string): Promise<Stat | undefined>;
  /**
   * Runs the JavaScript or TypeScript module at the path and returns its exports: the same object as long as
   * the file has the same bytes. Undefined for files that are not on disk, which are never run.
   */
  importModule?(path: string): Promise<object>;
}

export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
}

export interface Stat {
  readonly kind: 'file' | 'folder' | 'other';
  /** In bytes. */
  readonly size: number;
  /** The path after all symbolic links, relative to the root; undefined when it is outside. */
  readonly realPath: string | undefined;
}
