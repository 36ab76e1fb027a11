import { minute } from '../../foundation/time/durations.ts';
import type { FeedbackEvent } from '../feedback-event.ts';
import { hmac, isSame } from './check-secret.ts';
import { addressOf, fieldOf, listOf, messageIdOf, momentOf, statusIn, textOf } from './json-fields.ts';
import { createEventId, readEach, refusedAsOurs } from './make-reading.ts';
import type { Verdict, WebhookProvider } from './provider.ts';

const source = 'resend';
/** Svix signs every retry again, so its own limit is short. */
const longestAge = 5 * minute;

/**
 * Resend sends by Svix, which signs the id, the timestamp and the raw body. While a secret is being replaced, a
 * request has a signature for each. A request has one event. https://resend.com/docs/webhooks/verify-webhooks-requests
 * and https://docs.svix.com/receiving/verifying-payloads/how-manual
 */
export const resend: WebhookProvider = {
  name: source,
  label: 'Resend',
  secretName: 'COURANT_WEBHOOK_RESEND',
  faultOf: (secret) =>
    keyOf(secret) === undefined ? 'it does not have the form "whsec_" and base64' : undefined,
  verify({ header, bytes }, { secrets, now }): Verdict {
    const id = header('svix-id') ?? header('webhook-id');
    const timestamp = header('svix-timestamp') ?? header('webhook-timestamp');
    const signatures = header('svix-signature') ?? header('webhook-signature');
    if (id === undefined || timestamp === undefined || signatures === undefined)
      return { outcome: 'forged', reason: 'it has no signature' };
    const right = secrets
      .flatMap((secret) => keyOf(secret) ?? [])
      .map((key) => hmac(key, `${id}.${timestamp}.`, bytes).toString('base64'));
    const given = signatures.split(' ').slice(0, mostSignatures);
    if (!given.some((each) => right.some((mac) => isSame(each, `v1,${mac}`))))
      return { outcome: 'forged', reason: 'its signature is wrong' };
    if (!(Math.abs(now - Number(timestamp) * 1000) <= longestAge))
      return { outcome: 'old', reason: 'it was signed too long ago, or in the future' };
    return { outcome: 'genuine', id };
  },
  read(body, receivedAt) {
    const type = textOf(body, 'type');
    const data = fieldOf(body, 'data');
    if (type === undefined || typeof data !== 'object' || data === null) return undefined;
    const what = whatHappened(data, type);
    if (what === undefined) return { events: [], ignored: [type], unreadable: 0 };
    const at = momentOf(body, 'created_at') ?? momentOf(data, 'created_at');
    const providerId = textOf(data, 'email_id');
    return readEach(listOf(data, 'to'), (each, index) => {
      const recipient = addressOf(each);
      const event = { ...what, source, at: at ?? receivedAt, recipient, providerId };
      const id = createEventId(type, providerId, at, index === 0 ? undefined : index);
      return [{ ...event, id, messageId: messageIdIn(data) }];
    });
  },
};

const mostSignatures = 10;

function keyOf(secret: string): Buffer | undefined {
  const [, base64] = /^whsec_([A-Za-z0-9+/]{16,}={0,2})$/.exec(secret) ?? [];
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64');
}

function messageIdIn(data: unknown): string | undefined {
  const header = listOf(data, 'headers').find((each) => textOf(each, 'name')?.toLowerCase() === 'message-id');
  return messageIdOf(header, 'value') ?? messageIdOf(data, 'message_id');
}

type Happened = Pick<FeedbackEvent, 'kind'> & Partial<FeedbackEvent>;

/** The events. https://resend.com/docs/webhooks/event-types */
function whatHappened(data: unknown, type: string): Happened | undefined {
  switch (type) {
    case 'email.delivered':
      return { kind: 'delivered' };
    case 'email.delivery_delayed':
      return { kind: 'delayed' };
    case 'email.complained':
      return { kind: 'complained' };
    case 'email.bounced':
      return { ...bounced(textOf(data, 'bounce', 'type')), ...told(textOf(data, 'bounce', 'message')) };
    case 'email.suppressed':
      return { kind: 'bounced', permanent: true, ...told(textOf(data, 'suppressed', 'message')) };
    case 'email.failed':
      return { ...refusedAsOurs, ...told(textOf(data, 'failed', 'reason')) };
    default:
      return undefined;
  }
}

function bounced(type: string | undefined): Happened {
  if (type === 'Permanent') return { kind: 'bounced', permanent: true };
  return type === 'Transient' ? { kind: 'bounced', permanent: false } : { kind: 'bounced' };
}

function told(diagnostic: string | undefined) {
  const status = statusIn(diagnostic);
  return { ...(status && { status }), ...(diagnostic && { diagnostic }) };
}
