import type { EditionEntry } from './issue-entry.ts';

/** An edition in a feed, with its full content. */
export interface FeedItem {
  readonly entry: EditionEntry;
  /** HTML with absolute addresses. */
  readonly content: string;
}
