/** A file of the site, with its path on the site. */
export interface ArchiveFile {
  readonly path: string;
  readonly content: string | Uint8Array;
  /**
   * For a picture: the SHA-256 of the original and the recipe, in hex. Unlike all other files, the bytes of a
   * picture depend on the libraries and fonts of the machine.
   */
  readonly madeFrom?: string;
}
