import type { FeedbackEvent } from '../feedback-event.ts';
import { checkSecret, faultOfChosen } from './check-secret.ts';
import { isObject, messageIdOf, momentOf, statusIn, textOf } from './json-fields.ts';
import { createEventId, oneEvent, refusedAsOurs } from './make-reading.ts';
import type { WebhookProvider } from './provider.ts';

const source = 'postmark';

/**
 * Postmark signs nothing. It sends HTTP basic authentication, or headers of the customer's choice. A request has
 * one event. https://postmarkapp.com/developer/webhooks/webhooks-overview
 */
export const postmark: WebhookProvider = {
  name: source,
  label: 'Postmark',
  secretName: 'COURANT_WEBHOOK_POSTMARK',
  faultOf: faultOfChosen,
  verify: checkSecret,
  read(body, receivedAt) {
    if (!isObject(body)) return undefined;
    const record = textOf(body, 'RecordType');
    if (record === undefined) return undefined;
    const what = whatHappened(body, record);
    if (what === undefined) return { events: [], ignored: [kindOf(body, record)], unreadable: 0 };
    const recipient = textOf(body, 'Email') ?? textOf(body, 'Recipient');
    const at = momentOf(body, 'BouncedAt') ?? momentOf(body, 'DeliveredAt') ?? momentOf(body, 'ChangedAt');
    const providerId = textOf(body, 'MessageID');
    const number = textOf(body, 'ID');
    return oneEvent({
      ...what,
      source,
      id: createEventId(record, ...(number === undefined ? [providerId, at] : [number])),
      at: at ?? receivedAt,
      recipient,
      providerId,
      // Only if the messages carry the header X-PM-Metadata-message-id.
      messageId: messageIdOf(body, 'Metadata', 'message-id'),
    });
  },
};

type Happened = Pick<FeedbackEvent, 'kind'> & Partial<FeedbackEvent>;

function whatHappened(body: unknown, record: string): Happened | undefined {
  const diagnostic = textOf(body, 'Details') ?? textOf(body, 'Description');
  if (record === 'Delivery') return { kind: 'delivered', ...(diagnostic && { diagnostic }) };
  if (record === 'SpamComplaint') return { kind: 'complained' };
  if (record === 'SubscriptionChange') return hasLeft(body) ? { kind: 'unsubscribed' } : undefined;
  if (record !== 'Bounce') return undefined;
  const meaning = bounceTypes.get(textOf(body, 'Type') ?? '') ?? { kind: 'bounced' };
  if (meaning === 'nothing') return undefined;
  const status = statusIn(textOf(body, 'Details'), textOf(body, 'Description'));
  return { ...meaning, ...(status && { status }), ...(diagnostic && { diagnostic }) };
}

/** Postmark also reports its own suppressions here, which it has reported as a bounce or a complaint before. */
function hasLeft(body: unknown): boolean {
  return (
    (body as { SuppressSending?: unknown }).SuppressSending === true &&
    textOf(body, 'SuppressionReason') === 'ManualSuppression' &&
    textOf(body, 'Origin') === 'Recipient'
  );
}

const kindOf = (body: unknown, record: string) =>
  [record, textOf(body, 'Type') ?? textOf(body, 'SuppressionReason')].filter(Boolean).join(' ');

/** The types of bounces. https://postmarkapp.com/developer/api/bounce-api#bounce-types */
const bounceTypes: ReadonlyMap<string, Happened | 'nothing'> = new Map(
  Object.entries<Happened | 'nothing'>({
    HardBounce: { kind: 'bounced', permanent: true },
    BadEmailAddress: { kind: 'bounced', permanent: true, status: '5.1.3' },
    SoftBounce: { kind: 'bounced', permanent: false },
    DnsError: { kind: 'bounced', permanent: false },
    Unknown: { kind: 'bounced' },
    Transient: { kind: 'delayed' },
    AutoResponder: { kind: 'auto-reply' },
    AddressChange: { kind: 'auto-reply' },
    ChallengeVerification: { kind: 'auto-reply' },
    Unsubscribe: { kind: 'unsubscribed' },
    SpamComplaint: { kind: 'complained' },
    SpamNotification: refusedAsOurs,
    VirusNotification: refusedAsOurs,
    Blocked: refusedAsOurs,
    DMARCPolicy: refusedAsOurs,
    SMTPApiError: refusedAsOurs,
    Subscribe: 'nothing',
    OpenRelayTest: 'nothing',
    ManuallyDeactivated: 'nothing',
    Unconfirmed: 'nothing',
    InboundError: 'nothing',
    TemplateRenderingFailed: 'nothing',
  }),
);
