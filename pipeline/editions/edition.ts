import type { MergeText } from './merge-text.ts';

/**
 * An issue in one locale, resolved and rendered. Plain data: a dispatch stores it as it was when the dispatch
 * was planned.
 */
export interface Edition {
  /** The issue's slug. */
  readonly issue: string;
  /** The language of its readers: a BCP 47 tag, in its canonical form. */
  readonly locale: string;
  /**
   * The language of its text, if its readers asked for another language that the issue does not appear in.
   */
  readonly language?: string;
  readonly direction: 'ltr' | 'rtl';
  readonly subject: string;
  readonly preheader: string;
  readonly headline: string;
  /** The email's HTML and its plain-text part, with the personal parts open. */
  readonly html: MergeText;
  readonly text: MergeText;
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo: string | undefined;
  /** RFC 2919: the list's name in this locale, and its stable id, such as `en.courant.example.org`. */
  readonly list: { readonly name: string; readonly id: string };
  /** Absolute addresses: this edition in the archive, the archive's index in this locale, and a page or mailbox for help. */
  readonly webUrl: string;
  readonly archiveUrl: string;
  readonly helpUrl: string;
  /** SHA-256 in hex over all of the above: the edition's identity. */
  readonly hash: string;
}
