import type { Block } from './blocks/registry.ts';

/** An issue of the newsletter: a folder in `content/`, read, checked and assembled. */
export interface Issue {
  readonly slug: string;
  readonly kind: 'article' | 'digest';
  /** The date on the issue: year-month-day. */
  readonly date: string;
  /** The number of the issue, if the newsletter counts its issues. */
  readonly number: number | undefined;
  readonly aliases: readonly string[];
  /** The moment that the file states, in milliseconds since 1970. */
  readonly sendAt: number | undefined;
  readonly expires: number | undefined;
  /**
   * The moment to send it: `sendAt`, or its date at the time of day in the schedule. Undefined if it is sent
   * only when somebody names it in a command.
   */
  readonly moment: number | undefined;
  /** Whether the file holds back both the page and the mail. */
  readonly hold: boolean;
  /** The ids of the lists to send it to; undefined for everybody. */
  readonly lists: readonly string[] | undefined;
  /** The languages that it appears in; undefined for all languages of the publication. */
  readonly editions: readonly string[] | undefined;
  /** The locale of its source. */
  readonly source: string;
  /** The article in each language, by locale. */
  readonly articles: ReadonlyMap<string, Article>;
}

/**
 * The complete content of an issue in one language, with the values that a translation inherits from its
 * source.
 */
export interface Article {
  readonly locale: string;
  /** The file that contains it. */
  readonly file: string;
  readonly status: 'draft' | 'ready';
  readonly date: string;
  readonly subject: string | undefined;
  readonly preheader: string | undefined;
  readonly kicker: string | undefined;
  readonly headline: string;
  readonly deck: string | undefined;
  readonly byline: string | undefined;
  readonly signOff: string | undefined;
  readonly topics: readonly string[];
  readonly body: readonly Block[];
  readonly stories: readonly Story[];
  /** The texts of the footnotes, by label. */
  readonly footnotes: ReadonlyMap<string, string>;
  readonly corrections: readonly { readonly date: string; readonly text: string }[];
  readonly withdrawn: { readonly date: string | undefined; readonly text: string | undefined } | undefined;
}

export interface Story {
  readonly kicker?: string | undefined;
  readonly headline: string;
  readonly lead?: boolean | undefined;
  readonly summary: string;
  readonly image?: string | undefined;
  readonly alt?: string | undefined;
  readonly caption?: string | undefined;
  readonly credit?: string | undefined;
  readonly link?: string | undefined;
  readonly issue?: string | undefined;
  readonly label?: string | undefined;
  readonly id?: string | undefined;
}
