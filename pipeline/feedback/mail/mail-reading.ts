import type { FeedbackEvent } from '../feedback-event.ts';

/** The kind of a mail, with the events that it reports. */
export interface ReadMail {
  /** A hash of the mail, which is the same wherever it was read. */
  readonly id: string;
  /**
   * report: a bounce, a delay, a delivery or a complaint; unsubscribe: a mail to the unsubscribe mailbox; reply: a
   * person wrote it; unknown: none of these, or none that can be read.
   */
  readonly verdict: 'report' | 'unsubscribe' | 'auto-reply' | 'reply' | 'unknown';
  readonly events: readonly FeedbackEvent[];
  /** The format or the program that was recognised. */
  readonly format: string;
}

/** The fields of an event that a report has for each recipient. */
export type ReportedEvent = Pick<
  FeedbackEvent,
  'kind' | 'recipient' | 'status' | 'diagnostic' | 'unsubscribeToken'
>;

/** A mail whose kind is recognised, before its events are complete. */
export interface Classified {
  readonly verdict: ReadMail['verdict'];
  readonly format: string;
  readonly reported: readonly ReportedEvent[];
}
