import type { FeedbackEvent } from '../feedback-event.ts';
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
    events: results.flatMap((each) => (Array.isArray(each) ? each.map(authenticated) : [])),
    ignored: results.filter((each) => typeof each === 'string'),
    unreadable: results.filter((each) => each === undefined).length,
  };
}

export function oneEvent(event: FoundEvent): Reading {
  return { events: [authenticated(event)], ignored: [], unreadable: 0 };
}

const authenticated = (event: FoundEvent): FeedbackEvent => ({ ...event, authenticated: true });

/** The id of an event as one word: the provider's own, or what the event says if the provider gives none. */
export function createEventId(...parts: readonly (string | number | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .join('/')
    .replace(/\s+/g, '-');
}
