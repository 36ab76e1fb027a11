/** A file of the site, with its path below the site's root. */
export interface ArchiveFile {
  readonly path: string;
  readonly content: string | Uint8Array;
  /**
   * For a picture: SHA-256 in hex of what it was made from. Its bytes depend on the machine's libraries and fonts;
   * nothing else does.
   */
  readonly madeFrom?: string;
}
