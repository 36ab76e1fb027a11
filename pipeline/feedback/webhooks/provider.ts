import type { FeedbackEvent } from '../feedback-event.ts';

/** A request of a mail provider, as it arrived. */
export interface WebhookRequest {
  /** Returns a header by its name in lower case. */
  readonly header: (name: string) => string | undefined;
  /** Signatures cover these bytes, so nothing may parse and print them again before the check. */
  readonly bytes: Uint8Array;
  /** The body as JSON; undefined if it is not JSON. */
  readonly json: () => unknown;
}

/** The secrets and topics with which a provider's requests are checked. */
export interface Trust {
  /** The secrets in force, the newest first, so that one can be replaced without losing a request. */
  readonly secrets: readonly string[];
  /** The topics of Amazon SNS from which messages are accepted. */
  readonly topics: readonly string[];
  /** In milliseconds since 1970. */
  readonly now: number;
  /** Returns the certificate at an address of Amazon SNS. */
  readonly certificate: (url: string) => Promise<string>;
}

/**
 * genuine: the provider sent it; forged: anybody may have sent it; old: its signature is valid and too old, so
 * it may be a recording; malformed: the part that the signature is in cannot be read.
 */
export type Verdict =
  | {
      readonly outcome: 'genuine';
      /** Identifies the request: the same one again is a retry or a recording, and changes nothing. */
      readonly id: string;
      /** The address that confirms a subscription to a topic. */
      readonly confirm?: string;
    }
  | { readonly outcome: 'forged' | 'old' | 'malformed'; readonly reason: string };

/** The content of a request. */
export interface Reading {
  readonly events: readonly FeedbackEvent[];
  /** The names of events that say nothing about a delivery, such as an opened message. */
  readonly ignored: readonly string[];
  /** How many events could not be read. */
  readonly unreadable: number;
}

export const providerNames = ['ses', 'postmark', 'mailgun', 'sendgrid', 'brevo', 'resend'] as const;
export type ProviderName = (typeof providerNames)[number];

/** A mail provider that reports by webhook. */
export interface WebhookProvider {
  readonly name: ProviderName;
  /** Its name for people. */
  readonly label: string;
  /** The environment variable of its secret; undefined for a provider that signs with certificates. */
  readonly secretName: string | undefined;
  /** Why a secret cannot be used, worded to follow a colon; undefined if it can. */
  readonly faultOf: (secret: string) => string | undefined;
  readonly verify: (request: WebhookRequest, trust: Trust) => Verdict | Promise<Verdict>;
  /**
   * Reads the body of a genuine request. An event without a time has the time at which the request was received.
   * Undefined if the body is not of the provider's form.
   */
  readonly read: (body: unknown, receivedAt: number) => Reading | undefined;
}
