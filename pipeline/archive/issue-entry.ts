/** The data about an issue that other pages of the site show. Plain data, kept from build to build. */
export interface IssueEntry {
  readonly slug: string;
  readonly date: string;
  /** The locale of its source. */
  readonly source: string;
  readonly aliases: readonly string[];
  /** `sendAt` in its source, in milliseconds since 1970. */
  readonly sendAt?: number;
  readonly expires?: number;
  /** The moment when it is sent, according to `sendAt` or the schedule. */
  readonly moment?: number;
  /** The moment when it may become public, which is when the first reader may get it. */
  readonly publicFrom?: number;
  /** Set if its file puts it on hold. */
  readonly hold?: true;
  /** The published editions: those that are ready. */
  readonly editions: readonly EditionEntry[];
}

/** The data about an edition that other pages of the site show. Texts for display are already HTML. */
export interface EditionEntry {
  readonly issue: string;
  readonly locale: string;
  readonly date: string;
  /** The date of its last correction or its withdrawal, or else its own date. */
  readonly changed: string;
  readonly kicker: string | undefined;
  readonly headline: string;
  readonly deck: string | undefined;
  readonly author: string | undefined;
  /** The headline and a description as plain text. */
  readonly title: string;
  readonly description: string;
  readonly topics: readonly { readonly name: string; readonly slug: string }[];
  readonly isWithdrawn: boolean;
  readonly picture: EntryPicture | undefined;
  /** The identity of the edition: the SHA-256 of its whole mail, in hex. */
  readonly hash: string;
  /** The SHA-256 of everything above, in hex. Pages that show this edition are made again when it changes. */
  readonly digest: string;
}

/** A picture with the paths of its files on the site. */
export interface EntryPicture {
  readonly alt: string;
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** The media type and the files of each modern format. */
  readonly sources: readonly {
    readonly type: string;
    readonly files: readonly { readonly path: string; readonly width: number }[];
  }[];
}

/** Compares for sorting: latest first, and issues of one day by name. */
export function latestFirst(a: EditionEntry, b: EditionEntry): number {
  const [one, other] = [`${a.date} ${a.issue}`, `${b.date} ${b.issue}`];
  return one < other ? 1 : one > other ? -1 : 0;
}
