/** An issue as other pages of the site show it: plain data, kept from build to build. */
export interface IssueEntry {
  readonly slug: string;
  readonly date: string;
  /** The locale of its source. */
  readonly source: string;
  readonly aliases: readonly string[];
  /** The time of sending in its source, in milliseconds since 1970. */
  readonly sendAt?: number;
  readonly expires?: number;
  /** When it is sent, by `sendAt` or by the schedule. */
  readonly moment?: number;
  /** From when on it may be public: when its first reader may get it. */
  readonly publicFrom?: number;
  /** Whether its file puts it on hold. */
  readonly hold?: true;
  /** The editions that are published: those that are ready. */
  readonly editions: readonly EditionEntry[];
}

/** An edition as other pages of the site show it. Displayed texts are already HTML. */
export interface EditionEntry {
  readonly issue: string;
  readonly locale: string;
  readonly date: string;
  /** The day of its last correction or of its withdrawal; without either, its date. */
  readonly changed: string;
  readonly kicker: string | undefined;
  readonly headline: string;
  readonly deck: string | undefined;
  readonly byline: string | undefined;
  /** The headline and a description as plain text. */
  readonly title: string;
  readonly description: string;
  readonly topics: readonly { readonly name: string; readonly slug: string }[];
  readonly isWithdrawn: boolean;
  readonly picture: EntryPicture | undefined;
  /** The edition's identity: SHA-256 in hex over all of its mail. */
  readonly hash: string;
  /** SHA-256 in hex over all of the above. Pages that show this edition are made again when it changes. */
  readonly digest: string;
}

/** A picture by its paths below the site's root. */
export interface EntryPicture {
  readonly alt: string;
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** For each modern format: its media type, and its files. */
  readonly sources: readonly {
    readonly type: string;
    readonly files: readonly { readonly path: string; readonly width: number }[];
  }[];
}

/** The latest first; issues of one day by their names. */
export function latestFirst(a: EditionEntry, b: EditionEntry): number {
  const [one, other] = [`${a.date} ${a.issue}`, `${b.date} ${b.issue}`];
  return one < other ? 1 : one > other ? -1 : 0;
}
