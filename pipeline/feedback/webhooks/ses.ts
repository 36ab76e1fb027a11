import type { FeedbackEvent } from '../feedback-event.ts';
import {
  addressOf,
  fieldOf,
  listOf,
  messageIdOf,
  momentOf,
  parseJson,
  statusIn,
  textOf,
} from './json-fields.ts';
import { createEventId, type FoundEvent, readEach, refusedAsOurs } from './make-reading.ts';
import type { Reading, WebhookProvider } from './provider.ts';
import { verifySnsMessage } from './verify-sns-message.ts';

const source = 'ses';

/**
 * Amazon SES publishes to a topic of Amazon SNS, which signs each message. The message has one event, about one
 * recipient or several. Both kinds of publishing are read: the event destination of a configuration set (`eventType`)
 * and the notifications of an identity (`notificationType`).
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 * https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html
 */
export const ses: WebhookProvider = {
  name: source,
  label: 'Amazon SES',
  secretName: undefined,
  faultOf: () => undefined,
  verify: verifySnsMessage,
  read(body, receivedAt) {
    const type = textOf(body, 'Type');
    if (type === undefined) return undefined;
    // A message about the subscription itself, or the sentence that Amazon SES publishes to test a topic.
    const message = type === 'Notification' ? parseJson(textIn(fieldOf(body, 'Message'))) : undefined;
    const name = textOf(message, 'eventType') ?? textOf(message, 'notificationType');
    if (name === undefined) return { events: [], ignored: [type], unreadable: 0 };
    return readMessage(message, name, momentOf(body, 'Timestamp') ?? receivedAt);
  },
};

const textIn = (value: unknown) => (typeof value === 'string' ? value : '');

function readMessage(message: unknown, name: string, publishedAt: number): Reading {
  const detail = detailOf.get(name);
  if (detail === undefined) return { events: [], ignored: [name], unreadable: 0 };
  const about = fieldOf(message, detail.object);
  const named = detail.recipients === undefined ? [] : listOf(about, detail.recipients);
  const recipients = named.length > 0 ? named : listOf(message, 'mail', 'destination');
  const providerId = textOf(message, 'mail', 'messageId');
  const at = momentOf(about, 'timestamp');
  const occurrence = textOf(about, 'feedbackId') ?? createEventId(name, providerId, at);
  return readEach(recipients, (each, index): readonly FoundEvent[] | string | undefined => {
    const recipient = addressOf(each) ?? addressOf(each, 'emailAddress');
    if (recipient === undefined) return undefined;
    const what = detail.read(about, each);
    if (what === undefined) return name;
    return [
      {
        ...what,
        source,
        // Not the recipient, because ids are kept when the address is erased.
        id: createEventId(occurrence, index === 0 ? undefined : index),
        at: at ?? publishedAt,
        recipient,
        providerId,
        messageId: messageIdIn(message),
      },
    ];
  });
}

/** Our own Message-ID, if the headers of the message are included. Amazon SES writes its own in the message. */
function messageIdIn(message: unknown): string | undefined {
  const header = listOf(message, 'mail', 'headers').find(
    (each) => textOf(each, 'name')?.toLowerCase() === 'message-id',
  );
  return messageIdOf(header, 'value') ?? messageIdOf(message, 'mail', 'commonHeaders', 'messageId');
}

type Happened = Pick<FeedbackEvent, 'kind'> & Partial<FeedbackEvent>;

interface Detail {
  /** The name of the object that describes the event, and that of its list of recipients. */
  readonly object: string;
  readonly recipients?: string;
  readonly read: (about: unknown, recipient: unknown) => Happened | undefined;
}

/** The events. One with another name says nothing about a delivery. */
const detailOf: ReadonlyMap<string, Detail> = new Map(
  Object.entries<Detail>({
    Bounce: { object: 'bounce', recipients: 'bouncedRecipients', read: bounced },
    Complaint: {
      object: 'complaint',
      recipients: 'complainedRecipients',
      // Somebody moved the message out of the spam folder.
      read: (about) =>
        textOf(about, 'complaintFeedbackType') === 'not-spam' ? undefined : { kind: 'complained' },
    },
    Delivery: {
      object: 'delivery',
      recipients: 'recipients',
      read: (about) => ({ kind: 'delivered', ...told(textOf(about, 'smtpResponse')) }),
    },
    DeliveryDelay: {
      object: 'deliveryDelay',
      recipients: 'delayedRecipients',
      read: (_about, recipient) => ({
        kind: 'delayed',
        ...told(textOf(recipient, 'diagnosticCode'), textOf(recipient, 'status')),
      }),
    },
    Reject: { object: 'reject', read: (about) => ({ ...refusedAsOurs, ...told(textOf(about, 'reason')) }) },
    Subscription: {
      object: 'subscription',
      read: (about) =>
        fieldOf(about, 'newTopicPreferences', 'unsubscribeAll') === true
          ? { kind: 'unsubscribed' }
          : undefined,
    },
  }),
);

/** The types of bounces. https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html#bounce-types */
function bounced(about: unknown, recipient: unknown): Happened {
  const type = textOf(about, 'bounceType');
  const subType = textOf(about, 'bounceSubType') ?? '';
  const evidence = told(textOf(recipient, 'diagnosticCode'), textOf(recipient, 'status'));
  if (subType === 'UnsubscribedRecipient') return { kind: 'unsubscribed' };
  if (type === 'Permanent') return { kind: 'bounced', permanent: true, ...evidence };
  if (type !== 'Transient') return { kind: 'bounced', ...evidence };
  // Amazon SES reports an out-of-office reply as such a bounce, without an answer of the server.
  if (subType === 'General' && Object.keys(evidence).length === 0) return { kind: 'auto-reply' };
  if (ofTheMessage.includes(subType)) return { ...refusedAsOurs, ...evidence };
  return { kind: 'bounced', permanent: false, ...evidence };
}

/** The server refused this message, and may accept another. */
const ofTheMessage = ['MessageTooLarge', 'ContentRejected', 'AttachmentRejected', 'CustomTimeoutExceeded'];

function told(diagnostic: string | undefined, code?: string) {
  const status = statusIn(code, diagnostic);
  return { ...(status && { status }), ...(diagnostic && { diagnostic }) };
}
