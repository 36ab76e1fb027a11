import { hour, minute } from '../../foundation/time/durations.ts';
import type { FeedbackEvent } from '../feedback-event.ts';
import { hmac, isSame } from './check-secret.ts';
import { isObject, messageIdOf, secondsOf, statusIn, textOf } from './json-fields.ts';
import { createEventId, oneEvent, refusedAsOurs } from './make-reading.ts';
import type { Verdict, WebhookProvider } from './provider.ts';

const source = 'mailgun';
/** Mailgun tries again for 8 hours, so an older request is not a retry. */
const longestAge = 12 * hour;

/**
 * Mailgun signs a timestamp and a random token, in the body, with the account's webhook signing key. A request has
 * one event. https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/securing-webhooks
 */
export const mailgun: WebhookProvider = {
  name: source,
  label: 'Mailgun',
  secretName: 'COURANT_WEBHOOK_MAILGUN',
  faultOf: (secret) => (secret.length < 16 ? 'it is too short for a signing key' : undefined),
  verify({ json }, { secrets, now }): Verdict {
    const body = json();
    const [timestamp, token, signature] = ['timestamp', 'token', 'signature'].map((name) =>
      textOf(body, 'signature', name),
    );
    if (timestamp === undefined || token === undefined || signature === undefined)
      return { outcome: 'malformed', reason: 'it has no signature' };
    if (!secrets.some((secret) => isSame(hmac(secret, timestamp, token).toString('hex'), signature)))
      return { outcome: 'forged', reason: 'its signature is wrong' };
    const age = now - Number(timestamp) * 1000;
    // The negation also refuses a timestamp that is not a number.
    if (!(age <= longestAge && age >= -5 * minute))
      return { outcome: 'old', reason: 'it was signed too long ago, or in the future' };
    return { outcome: 'genuine', id: token };
  },
  read(body, receivedAt) {
    const data = isObject(body) ? (body as Record<string, unknown>)['event-data'] : undefined;
    const name = textOf(data, 'event');
    const id = textOf(data, 'id');
    if (name === undefined || id === undefined) return undefined;
    const what = whatHappened(data, name);
    if (what === undefined) return { events: [], ignored: [name], unreadable: 0 };
    return oneEvent({
      ...what,
      source,
      id: createEventId(id),
      at: secondsOf(data, 'timestamp') ?? receivedAt,
      recipient: textOf(data, 'recipient'),
      messageId: messageIdOf(data, 'message', 'headers', 'message-id'),
    });
  },
};

type Happened = Pick<FeedbackEvent, 'kind'> & Partial<FeedbackEvent>;

/** The events. https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhook-payloads */
function whatHappened(data: unknown, name: string): Happened | undefined {
  const message =
    textOf(data, 'delivery-status', 'message') || textOf(data, 'delivery-status', 'description');
  const diagnostic = message ?? textOf(data, 'reason');
  const status = statusIn(textOf(data, 'delivery-status', 'enhanced-code'), message);
  const told = { ...(status && { status }), ...(diagnostic && { diagnostic }) };
  if (name === 'delivered') return { kind: 'delivered', ...told };
  if (name === 'complained' || name === 'unsubscribed') return { kind: name };
  if (name === 'rejected') return { ...refusedAsOurs, ...told };
  if (name !== 'failed') return undefined;
  const reason = textOf(data, 'reason');
  if (reason === 'suppress-complaint') return { kind: 'complained', ...told };
  if (reason === 'suppress-unsubscribe') return { kind: 'unsubscribed' };
  if (reason === 'suppress-bounce') return { kind: 'bounced', permanent: true, ...told };
  if (textOf(data, 'severity') === 'temporary') return { kind: 'delayed', ...told };
  if (reason === 'espblock') return { ...refusedAsOurs, ...told };
  const code = Number(textOf(data, 'delivery-status', 'code'));
  // Mailgun's own codes, such as 602 for a message that it gave up on, say nothing about the address.
  return { kind: 'bounced', permanent: code >= 500 && code < 600, ...told };
}
