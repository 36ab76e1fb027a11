/** Where the publication is built and sent from. */
export const hosts = ['github', 'gitlab', 'server', 'local'] as const;
export type Host = (typeof hosts)[number];

/** The answers from which the first files of a publication are written. */
export interface Answers {
  readonly name: string;
  /** BCP 47 tags, the source language among them. */
  readonly languages: readonly string[];
  readonly source: string;
  /** The public address of the archive. */
  readonly url: string;
  /** The address that mail comes from. */
  readonly address: string;
  /** The postal address that every message shows. */
  readonly postal: string;
  /** An IANA time zone. */
  readonly timeZone: string;
  /** The name of a theme that comes with Courant. */
  readonly theme: string;
  /** The accent colour as #rrggbb; undefined for the theme's own. */
  readonly accent: string | undefined;
  /** Undefined if issues are only sent by hand. */
  readonly schedule: { readonly at: string; readonly days: readonly string[] } | undefined;
  readonly host: Host;
}
