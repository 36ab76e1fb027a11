// The JSON with which pages tell each other, through the studio's server, where their people are.

/** A page of the studio that somebody has open on an issue. */
export interface PresentPage {
  /** A random id that the page chose. */
  readonly page: string;
  /** A random id that the browser chose. All tabs of a browser have the same one. */
  readonly browser: string;
  /** The name that the person gave; empty for none. */
  readonly name: string;
  readonly slug: string;
  /** The desk that is open; `other` for a tab on which nobody writes. */
  readonly desk: 'write' | 'translate' | 'other';
  /** The language that the desk writes; empty for none. */
  readonly locale: string;
  /** The key of the part with the cursor; empty for none. */
  readonly part: string;
}

/** What a page reports about itself. */
export type PresenceRequest =
  | ({ readonly action: 'here' } & PresentPage)
  | { readonly action: 'gone'; readonly page: string };

/** The pages that are open on the issue, including the one that asks. */
export interface PresenceAnswer {
  readonly pages: readonly PresentPage[];
}
