/** A file of the site, with its path below the site's root. */
export interface ArchiveFile {
  readonly path: string;
  readonly content: string | Uint8Array;
  /**
   * For a picture: SHA-256 in hex of the original and the recipe. The bytes of a picture depend on the
   * machine's libraries and fonts; no other file does.
   */
  readonly madeFrom?: string;
}
