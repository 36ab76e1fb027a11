import type { FeedbackEvent } from '../feedback-event.ts';
import { refineStatus } from '../mail/refine-status.ts';
import type { Reading } from './provider.ts';

/** An event as a parser finds it. The request was verified before. */
export type FoundEvent = Omit<FeedbackEvent, 'authenticated'>;

/**
 * The provider or the recipient's server refused the message, not the address: for its content, or for the
 * sender's reputation (RFC 3463, X.7.1). Nobody may be suppressed for it.
 */
export const refusedAsOurs = { kind: 'bounced', permanent: true, status: '5.7.1' } as const;

/** Reads the parts of a batch one by one. An unreadable part does not keep the others back. */
export function readEach(
  parts: readonly unknown[],
  read: (part: unknown, index: number) => readonly FoundEvent[] | string | undefined,
): Reading {
  const results = parts.map(read);
  return {
    events: results.flatMap((each) => (Array.isArray(each) ? each.map(complete) : [])),
    ignored: results.filter((each) => typeof each === 'string'),
    unreadable: results.filter((each) => each === undefined).length,
  };
}

export function oneEvent(event: FoundEvent): Reading {
  return { events: [complete(event)], ignored: [], unreadable: 0 };
}

/** A server's words mean the same whether a mail or a provider reports them. */
function complete(event: FoundEvent): FeedbackEvent {
  const { kind, status, diagnostic, permanent } = event;
  const isFailure = kind === 'bounced' || kind === 'delayed';
  const refined = isFailure ? refineStatus(status, diagnostic) : status;
  // The provider knows that the failure passes. Words such as "host not found" do not make the address wrong.
  const isDenied = permanent === false && refined !== status && /^5\.(?:1\.|2\.1$)/.test(refined ?? '');
  return { ...event, ...(refined && !isDenied && { status: refined }), authenticated: true };
}

/** The id of an event as one word: the provider's own, or what the event says if the provider gives none. */
export function createEventId(...parts: readonly (string | number | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .join('/')
    .replace(/\s+/g, '-');
}
