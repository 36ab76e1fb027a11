/**
 * What the pipeline reads of a folder. Paths are relative to its root, with forward slashes, and never lead
 * out of it. Passed in, so that a test can shuffle it or hold it in memory.
 */
export interface Files {
  /** The file's bytes, or undefined when there is none. Rejects when it cannot be read. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** The names in a folder, in no particular order; empty when there is no such folder. */
  list(folder: string): Promise<Entry[]>;
  /** What stands at the path, links followed; undefined when nothing does. */
  stat(path: string): Promise<Stat | undefined>;
}

export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
}

export interface Stat {
  readonly kind: 'file' | 'folder' | 'other';
  /** In bytes. */
  readonly size: number;
  /** Where the path leads once every symbolic link is followed, relative to the root; undefined when outside it. */
  readonly realPath: string | undefined;
}
