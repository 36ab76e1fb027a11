import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { hour, minute } from '../../foundation/time/durations.ts';
import type { FeedbackEvent } from '../feedback-event.ts';
import { hashOf } from './check-secret.ts';
import { messageIdOf, secondsOf, statusIn, textOf } from './json-fields.ts';
import { createEventId, type FoundEvent, readEach, refusedAsOurs } from './make-reading.ts';
import type { Verdict, WebhookProvider } from './provider.ts';

const source = 'sendgrid';
/** SendGrid tries again for 24 hours, so an older request is not a retry. */
const longestAge = 26 * hour;

/**
 * SendGrid signs the timestamp and the raw body (ECDSA with SHA-256), and publishes the public key in its settings.
 * A request has many events.
 * https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features
 */
export const sendgrid: WebhookProvider = {
  name: source,
  label: 'SendGrid',
  secretName: 'COURANT_WEBHOOK_SENDGRID',
  faultOf: (key) => (publicKey(key) === undefined ? 'it is not a verification key of SendGrid' : undefined),
  verify({ header, bytes }, { secrets, now }): Verdict {
    const signature = header('x-twilio-email-event-webhook-signature');
    const timestamp = header('x-twilio-email-event-webhook-timestamp');
    if (signature === undefined || timestamp === undefined)
      return { outcome: 'forged', reason: 'it has no signature' };
    const signed = Buffer.concat([Buffer.from(timestamp), bytes]);
    const isSigned = (key: KeyObject | undefined) =>
      key !== undefined && verify('sha256', signed, key, Buffer.from(signature, 'base64'));
    if (!secrets.some((secret) => isSigned(publicKey(secret))))
      return { outcome: 'forged', reason: 'its signature is wrong' };
    const age = now - Number(timestamp) * 1000;
    if (!(age <= longestAge && age >= -5 * minute))
      return { outcome: 'old', reason: 'it was signed too long ago, or in the future' };
    return { outcome: 'genuine', id: hashOf(bytes) };
  },
  read(body, receivedAt) {
    if (!Array.isArray(body)) return undefined;
    return readEach(body, (part) => readPart(part, receivedAt));
  },
};

/** The key as the settings page shows it: base64 of its DER form, without PEM lines. */
function publicKey(text: string): KeyObject | undefined {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ec' ? key : undefined;
  } catch {
    // The caller says that it is not a key.
    return undefined;
  }
}

function readPart(part: unknown, receivedAt: number): readonly FoundEvent[] | string | undefined {
  const name = textOf(part, 'event');
  const id = textOf(part, 'sg_event_id');
  if (name === undefined || id === undefined) return undefined;
  const what = whatHappened(part, name);
  if (what === undefined) return name;
  return [
    {
      ...what,
      source,
      id: createEventId(id),
      at: secondsOf(part, 'timestamp') ?? receivedAt,
      recipient: textOf(part, 'email'),
      messageId: messageIdOf(part, 'smtp-id'),
      // The answer to SMTP has only the part before the name of the filter.
      providerId: textOf(part, 'sg_message_id')?.split(/\.(?:filter|recvd)/, 1)[0],
    },
  ];
}

type Happened = Pick<FeedbackEvent, 'kind'> & Partial<FeedbackEvent>;

/** The events. https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event */
function whatHappened(part: unknown, name: string): Happened | undefined {
  const diagnostic = textOf(part, 'reason') ?? textOf(part, 'response');
  const status = statusIn(textOf(part, 'status'), diagnostic);
  const told = { ...(status && { status }), ...(diagnostic && { diagnostic }) };
  switch (name) {
    case 'delivered':
      return { kind: 'delivered', ...told };
    case 'deferred':
      return { kind: 'delayed', ...told };
    case 'spamreport':
      return { kind: 'complained' };
    case 'unsubscribe':
    case 'group_unsubscribe':
      return { kind: 'unsubscribed' };
    case 'bounce':
      // A blocked message was refused for its sender or its content. The address may be in order.
      return { kind: 'bounced', permanent: textOf(part, 'type') !== 'blocked', ...told };
    case 'dropped':
      return { ...reasonsToDrop(diagnostic ?? ''), ...told };
    default:
      return undefined;
  }
}

/** Why SendGrid did not even try. */
function reasonsToDrop(reason: string): Happened {
  if (/^unsubscribed/i.test(reason)) return { kind: 'unsubscribed' };
  if (/^spam reporting/i.test(reason)) return { kind: 'complained' };
  if (/^(bounced|invalid)/i.test(reason)) return { kind: 'bounced', permanent: true };
  return refusedAsOurs;
}
