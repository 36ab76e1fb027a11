// The JSON about the pictures of an issue.

/**
 * The answer to `POST /api/pictures/:slug?name=IMG_1234.jpeg`, whose body is the file: the name under which it
 * is in the folder of the issue, its size in pixels and in bytes.
 */
export interface StoredPicture {
  readonly file: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

/** The answer to `GET /api/pictures/:slug`. */
export interface PictureList {
  readonly files: readonly PictureFile[];
  readonly trashed: readonly TrashedPicture[];
}

/** A picture in the trash. `POST /api/pictures/:slug/restore` with `{ path }` moves it back. */
export interface TrashedPicture {
  readonly path: string;
  readonly file: string;
}

/** A picture in the folder of an issue. `GET /api/pictures/:slug/:file` gives its bytes. */
export interface PictureFile {
  readonly file: string;
  readonly bytes: number;
  /**
   * Whether any language names it, or the publication as its logo. `POST /api/pictures/:slug/trash` with
   * `{ file }` removes one that is not used.
   */
  readonly isUsed: boolean;
}
