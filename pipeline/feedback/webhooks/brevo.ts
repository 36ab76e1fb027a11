import type { FeedbackEvent } from '../feedback-event.ts';
import { checkSecret, faultOfChosen } from './check-secret.ts';
import { isObject, messageIdOf, secondsOf, statusIn, textOf } from './json-fields.ts';
import { createEventId, type FoundEvent, readEach } from './make-reading.ts';
import type { WebhookProvider } from './provider.ts';

const source = 'brevo';

/**
 * Brevo signs nothing. It sends a token, basic authentication or headers of the customer's choice, from documented
 * networks. A request has one event, or a batch as an array.
 * https://developers.brevo.com/docs/username-and-password-authentication
 */
export const brevo: WebhookProvider = {
  name: source,
  label: 'Brevo',
  secretName: 'COURANT_WEBHOOK_BREVO',
  faultOf: faultOfChosen,
  verify: checkSecret,
  read(body, receivedAt) {
    if (!Array.isArray(body) && !isObject(body)) return undefined;
    const reading = readEach(Array.isArray(body) ? body : [body], (part) => readPart(part, receivedAt));
    return Array.isArray(body) || reading.unreadable === 0 ? reading : undefined;
  },
};

function readPart(part: unknown, receivedAt: number): readonly FoundEvent[] | string | undefined {
  const name = textOf(part, 'event')?.toLowerCase();
  if (name === undefined) return undefined;
  const what = meanings.get(name);
  if (what === undefined) return name;
  const recipient = textOf(part, 'email');
  const providerId = textOf(part, 'message-id')?.replace(/^<|>$/g, '');
  const at = millisecondsOf(part) ?? secondsOf(part, 'ts_event') ?? secondsOf(part, 'ts');
  const diagnostic = textOf(part, 'reason');
  return [
    {
      ...what,
      source,
      // The field "id" is the number of the webhook, so the event is named by what it says.
      id: createEventId(name, providerId, at),
      at: at ?? receivedAt,
      recipient,
      messageId: messageIdOf(part, 'message-id'),
      providerId,
      status: statusIn(diagnostic),
      diagnostic,
    },
  ];
}

function millisecondsOf(part: unknown): number | undefined {
  const milliseconds = Number(textOf(part, 'ts_epoch') ?? Number.NaN);
  return secondsOf(milliseconds / 1000);
}

type Meaning = Pick<FeedbackEvent, 'kind' | 'permanent'>;

/** The events. https://developers.brevo.com/docs/transactional-webhooks */
const meanings: ReadonlyMap<string, Meaning> = new Map(
  Object.entries<Meaning>({
    delivered: { kind: 'delivered' },
    deferred: { kind: 'delayed' },
    hard_bounce: { kind: 'bounced', permanent: true },
    invalid_email: { kind: 'bounced', permanent: true },
    soft_bounce: { kind: 'bounced', permanent: false },
    // Brevo did not try, because the address is on its own list, or because of an error of its own.
    blocked: { kind: 'bounced' },
    error: { kind: 'bounced' },
    spam: { kind: 'complained' },
    complaint: { kind: 'complained' },
    unsubscribed: { kind: 'unsubscribed' },
    unsubscribe: { kind: 'unsubscribed' },
  }),
);
