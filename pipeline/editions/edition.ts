import type { MergeText } from './merge-text.ts';

/**
 * An issue in one language, resolved and rendered. Plain data: a dispatch stores it as it was when the
 * dispatch was planned.
 */
export interface Edition {
  /** The slug of the issue. */
  readonly issue: string;
  /** The language of its readers: a canonical BCP 47 tag. */
  readonly locale: string;
  /**
   * The language of the text, if it is not the language of its readers because the issue does not appear in
   * theirs.
   */
  readonly language?: string;
  readonly direction: 'ltr' | 'rtl';
  readonly subject: string;
  readonly preheader: string;
  readonly headline: string;
  /** The email's HTML and plain-text parts, with the personal parts left open. */
  readonly html: MergeText;
  readonly text: MergeText;
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo: string | undefined;
  /**
   * The name of the list in this language, and its permanent id (RFC 2919), such as `en.courant.example.org`.
   */
  readonly list: { readonly name: string; readonly id: string };
  /**
   * Absolute addresses: the edition in the archive, the archive's index in this language, and a page or
   * mailbox for help.
   */
  readonly webUrl: string;
  readonly archiveUrl: string;
  readonly helpUrl: string;
  /** The identity of the edition: the SHA-256 of everything above, in hex. */
  readonly hash: string;
}
