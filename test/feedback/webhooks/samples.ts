import type { ProviderName } from '../../../pipeline/feedback/webhooks/provider.ts';

/** A request of a provider, and the events to read from it, without their source, or the names of ignored events. */
export interface Sample {
  readonly provider: ProviderName;
  readonly name: string;
  readonly content: unknown;
  readonly events: readonly Record<string, unknown>[];
  readonly ignored?: readonly string[];
}

const sent = '2026-11-29T10:00:00.000Z';
const at = Date.parse(sent);
const seconds = at / 1000;
const messageId = '<0123456789abcdef0123456789abcdef@example.org>';
const recipient = 'reader@example.com';
const refused = 'smtp; 550 5.1.1 user unknown';

const sesMail = {
  timestamp: sent,
  messageId: '0102019aaa-000000',
  destination: [recipient],
  headers: [
    { name: 'From', value: 'news@example.org' },
    { name: 'Message-ID', value: messageId },
  ],
};
const sesEvent = (eventType: string, object: string, about: object) => ({
  eventType,
  mail: sesMail,
  [object]: { timestamp: sent, ...about },
});
const sesFound = { at, recipient, messageId, providerId: '0102019aaa-000000' };
const sesBounce = (more: object, recipients: object = { emailAddress: recipient }) =>
  sesEvent('Bounce', 'bounce', { feedbackId: 'feedback-1', bouncedRecipients: [recipients], ...more });

// https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html
const ses: Sample[] = [
  {
    provider: 'ses',
    name: 'a permanent bounce',
    content: sesBounce(
      { bounceType: 'Permanent', bounceSubType: 'General' },
      { emailAddress: recipient, action: 'failed', status: '5.1.1', diagnosticCode: refused },
    ),
    events: [
      {
        ...sesFound,
        kind: 'bounced',
        permanent: true,
        status: '5.1.1',
        diagnostic: refused,
        id: 'feedback-1',
      },
    ],
  },
  {
    provider: 'ses',
    name: 'a full mailbox, as a notification of an identity without headers',
    content: {
      notificationType: 'Bounce',
      mail: { ...sesMail, headers: undefined },
      bounce: {
        timestamp: sent,
        feedbackId: 'feedback-1',
        bounceType: 'Transient',
        bounceSubType: 'MailboxFull',
        bouncedRecipients: [
          { emailAddress: recipient, status: '5.2.2', diagnosticCode: 'smtp; 552 5.2.2 full' },
        ],
      },
    },
    events: [
      {
        at,
        recipient,
        providerId: '0102019aaa-000000',
        kind: 'bounced',
        permanent: false,
        status: '5.2.2',
        diagnostic: 'smtp; 552 5.2.2 full',
        id: 'feedback-1',
      },
    ],
  },
  {
    provider: 'ses',
    name: 'an out-of-office reply, which Amazon SES calls a transient bounce',
    content: sesBounce({ bounceType: 'Transient', bounceSubType: 'General' }),
    events: [{ ...sesFound, kind: 'auto-reply', id: 'feedback-1' }],
  },
  {
    provider: 'ses',
    name: 'a message that was refused for its content',
    content: sesBounce({ bounceType: 'Transient', bounceSubType: 'ContentRejected' }),
    events: [{ ...sesFound, kind: 'bounced', permanent: true, status: '5.7.1', id: 'feedback-1' }],
  },
  {
    provider: 'ses',
    name: 'a complaint of two recipients',
    content: sesEvent('Complaint', 'complaint', {
      feedbackId: 'feedback-2',
      complaintFeedbackType: 'abuse',
      complainedRecipients: [{ emailAddress: recipient }, { emailAddress: 'other@example.com' }],
    }),
    events: [
      { ...sesFound, kind: 'complained', id: 'feedback-2' },
      { ...sesFound, recipient: 'other@example.com', kind: 'complained', id: 'feedback-2/1' },
    ],
  },
  {
    provider: 'ses',
    name: 'a message that somebody moved out of the spam folder',
    content: sesEvent('Complaint', 'complaint', {
      complaintFeedbackType: 'not-spam',
      complainedRecipients: [{ emailAddress: recipient }],
    }),
    events: [],
    ignored: ['Complaint'],
  },
  {
    provider: 'ses',
    name: 'a delivery',
    content: sesEvent('Delivery', 'delivery', {
      recipients: [`"Reader" <${recipient}>`],
      smtpResponse: '250 2.0.0 OK',
    }),
    events: [
      {
        ...sesFound,
        kind: 'delivered',
        status: '2.0.0',
        diagnostic: '250 2.0.0 OK',
        id: `Delivery/0102019aaa-000000/${at}`,
      },
    ],
  },
  {
    provider: 'ses',
    name: 'a delay',
    content: sesEvent('DeliveryDelay', 'deliveryDelay', {
      delayType: 'TransientCommunicationFailure',
      delayedRecipients: [{ emailAddress: recipient, status: '4.4.1', diagnosticCode: 'no answer' }],
    }),
    events: [
      {
        ...sesFound,
        kind: 'delayed',
        status: '4.4.1',
        diagnostic: 'no answer',
        id: `DeliveryDelay/0102019aaa-000000/${at}`,
      },
    ],
  },
  {
    provider: 'ses',
    name: 'an opened message',
    content: sesEvent('Open', 'open', { ipAddress: '192.0.2.1' }),
    events: [],
    ignored: ['Open'],
  },
];

const postmarkFound = { at, recipient, providerId: '883953f4-6105-42a2-a16a-77a8eac79483' };
const postmarkBounce = (Type: string, Details: string) => ({
  RecordType: 'Bounce',
  ID: 42,
  Type,
  MessageID: postmarkFound.providerId,
  Metadata: {},
  Details,
  Email: recipient,
  BouncedAt: '2026-11-29T11:00:00.0000000+01:00',
});

// https://postmarkapp.com/developer/webhooks/bounce-webhook and the pages beside it
const postmark: Sample[] = [
  {
    provider: 'postmark',
    name: 'a hard bounce, with our Message-ID as metadata',
    content: { ...postmarkBounce('HardBounce', refused), Metadata: { 'message-id': messageId } },
    events: [
      {
        ...postmarkFound,
        messageId,
        kind: 'bounced',
        permanent: true,
        status: '5.1.1',
        diagnostic: refused,
        id: 'Bounce/42',
      },
    ],
  },
  {
    provider: 'postmark',
    name: 'a reply of a program',
    content: postmarkBounce('AutoResponder', 'Away until Monday'),
    events: [{ ...postmarkFound, kind: 'auto-reply', diagnostic: 'Away until Monday', id: 'Bounce/42' }],
  },
  {
    provider: 'postmark',
    name: 'a message that was taken for spam',
    content: postmarkBounce('SpamNotification', 'blocked'),
    events: [
      {
        ...postmarkFound,
        kind: 'bounced',
        permanent: true,
        status: '5.7.1',
        diagnostic: 'blocked',
        id: 'Bounce/42',
      },
    ],
  },
  {
    provider: 'postmark',
    name: 'a complaint',
    content: { ...postmarkBounce('SpamComplaint', ''), RecordType: 'SpamComplaint' },
    events: [{ ...postmarkFound, kind: 'complained', id: 'SpamComplaint/42' }],
  },
  {
    provider: 'postmark',
    name: 'a delivery',
    content: {
      RecordType: 'Delivery',
      MessageID: postmarkFound.providerId,
      Recipient: recipient,
      DeliveredAt: sent,
      Details: '250 ok',
    },
    events: [
      {
        ...postmarkFound,
        kind: 'delivered',
        diagnostic: '250 ok',
        id: `Delivery/${postmarkFound.providerId}/${at}`,
      },
    ],
  },
  {
    provider: 'postmark',
    name: 'a recipient who used the unsubscribe link of Postmark',
    content: {
      RecordType: 'SubscriptionChange',
      MessageID: postmarkFound.providerId,
      Recipient: recipient,
      ChangedAt: sent,
      Origin: 'Recipient',
      SuppressSending: true,
      SuppressionReason: 'ManualSuppression',
    },
    events: [
      {
        ...postmarkFound,
        kind: 'unsubscribed',
        id: `SubscriptionChange/${postmarkFound.providerId}/${at}`,
      },
    ],
  },
  {
    provider: 'postmark',
    name: 'a click',
    content: { RecordType: 'Click', MessageID: postmarkFound.providerId, Recipient: recipient },
    events: [],
    ignored: ['Click'],
  },
];

const mailgunEvent = (event: string, more: object) => ({
  event,
  id: 'mailgun-1',
  timestamp: seconds + 0.25,
  recipient,
  message: { headers: { 'message-id': messageId.slice(1, -1), to: recipient } },
  ...more,
});
const mailgunFound = { at: at + 250, recipient, messageId, id: 'mailgun-1' };

// https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhook-payloads
const mailgun: Sample[] = [
  {
    provider: 'mailgun',
    name: 'a permanent failure',
    content: mailgunEvent('failed', {
      severity: 'permanent',
      reason: 'bounce',
      'delivery-status': { code: 550, 'enhanced-code': '5.1.1', message: '5.1.1 no such user' },
    }),
    events: [
      {
        ...mailgunFound,
        kind: 'bounced',
        permanent: true,
        status: '5.1.1',
        diagnostic: '5.1.1 no such user',
      },
    ],
  },
  {
    provider: 'mailgun',
    name: 'a message that Mailgun gave up on',
    content: mailgunEvent('failed', {
      severity: 'permanent',
      reason: 'old',
      'delivery-status': { code: 602, message: '', description: 'Not delivering to an old message' },
    }),
    events: [
      { ...mailgunFound, kind: 'bounced', permanent: false, diagnostic: 'Not delivering to an old message' },
    ],
  },
  {
    provider: 'mailgun',
    name: 'a temporary failure',
    content: mailgunEvent('failed', {
      severity: 'temporary',
      reason: 'generic',
      'delivery-status': { code: 452, message: '4.2.2 over quota' },
    }),
    events: [{ ...mailgunFound, kind: 'delayed', status: '4.2.2', diagnostic: '4.2.2 over quota' }],
  },
  {
    provider: 'mailgun',
    name: 'an address that complained before',
    content: mailgunEvent('failed', { severity: 'permanent', reason: 'suppress-complaint' }),
    events: [{ ...mailgunFound, kind: 'complained', diagnostic: 'suppress-complaint' }],
  },
  {
    provider: 'mailgun',
    name: 'a complaint',
    content: mailgunEvent('complained', {}),
    events: [{ ...mailgunFound, kind: 'complained' }],
  },
  {
    provider: 'mailgun',
    name: 'an opened message',
    content: mailgunEvent('opened', {}),
    events: [],
    ignored: ['opened'],
  },
];

const sendgridEvent = (event: string, more: object) => ({
  event,
  email: recipient,
  timestamp: seconds,
  'smtp-id': messageId,
  sg_event_id: `id-of-${event}`,
  sg_message_id: 'kp3aXr2wRx.filterdrecv-p3mdw1-756b745b58-kmzbl-18-5F5FC76C-9.0',
  ...more,
});
const sendgridFound = (event: string) => ({
  at,
  recipient,
  messageId,
  providerId: 'kp3aXr2wRx',
  id: `id-of-${event}`,
});

// https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event
const sendgrid: Sample[] = [
  {
    provider: 'sendgrid',
    name: 'a batch, with an event that nobody knows and one that cannot be read',
    content: [
      sendgridEvent('processed', {}),
      sendgridEvent('bounce', { type: 'bounce', status: '5.1.1', reason: '550 5.1.1 unknown' }),
      sendgridEvent('spamreport', { 'smtp-id': undefined }),
      sendgridEvent('deferred', { response: '451 4.7.1 greylisted', attempt: '2' }),
      'not an event',
      sendgridEvent('group_unsubscribe', {}),
      sendgridEvent('invented_later', {}),
    ],
    events: [
      {
        ...sendgridFound('bounce'),
        kind: 'bounced',
        permanent: true,
        status: '5.1.1',
        diagnostic: '550 5.1.1 unknown',
      },
      { at, recipient, providerId: 'kp3aXr2wRx', id: 'id-of-spamreport', kind: 'complained' },
      { ...sendgridFound('deferred'), kind: 'delayed', status: '4.7.1', diagnostic: '451 4.7.1 greylisted' },
      { ...sendgridFound('group_unsubscribe'), kind: 'unsubscribed' },
    ],
    ignored: ['processed', 'invented_later'],
  },
  {
    provider: 'sendgrid',
    name: 'a blocked message and those that SendGrid dropped',
    content: [
      sendgridEvent('bounce', { type: 'blocked', reason: '550 5.7.1 our policy' }),
      sendgridEvent('dropped', { reason: 'Bounced Address' }),
      sendgridEvent('dropped', { reason: 'Spam Content' }),
    ],
    events: [
      {
        ...sendgridFound('bounce'),
        kind: 'bounced',
        permanent: false,
        status: '5.7.1',
        diagnostic: '550 5.7.1 our policy',
      },
      { ...sendgridFound('dropped'), kind: 'bounced', permanent: true, diagnostic: 'Bounced Address' },
      {
        ...sendgridFound('dropped'),
        kind: 'bounced',
        permanent: true,
        status: '5.7.1',
        diagnostic: 'Spam Content',
      },
    ],
  },
];

const brevoEvent = (event: string, more: object = {}) => ({
  event,
  email: recipient,
  id: 26224,
  date: '2026-11-29 11:00:00',
  ts_event: seconds,
  ts_epoch: at,
  'message-id': messageId,
  ...more,
});
const brevoFound = (event: string) => ({
  at,
  recipient,
  messageId,
  providerId: messageId.slice(1, -1),
  id: `${event}/${messageId.slice(1, -1)}/${at}`,
});

// https://developers.brevo.com/docs/transactional-webhooks
const brevo: Sample[] = [
  {
    provider: 'brevo',
    name: 'a hard bounce',
    content: brevoEvent('hard_bounce', { reason: '550 5.1.1 no such user' }),
    events: [
      {
        ...brevoFound('hard_bounce'),
        kind: 'bounced',
        permanent: true,
        status: '5.1.1',
        diagnostic: '550 5.1.1 no such user',
      },
    ],
  },
  {
    provider: 'brevo',
    name: 'a batch',
    content: [
      brevoEvent('spam'),
      brevoEvent('request'),
      brevoEvent('soft_bounce', { ts_epoch: undefined }),
      brevoEvent('deferred'),
      {},
    ],
    events: [
      { ...brevoFound('spam'), kind: 'complained' },
      { ...brevoFound('soft_bounce'), kind: 'bounced', permanent: false },
      { ...brevoFound('deferred'), kind: 'delayed' },
    ],
    ignored: ['request'],
  },
];

const resendEvent = (type: string, more: object = {}) => ({
  type,
  created_at: sent,
  data: { email_id: 'email-1', to: [`A Reader <${recipient}>`], created_at: sent, ...more },
});
const resendFound = (type: string) => ({
  at,
  recipient,
  providerId: 'email-1',
  id: `${type}/email-1/${at}`,
});

// https://resend.com/docs/webhooks/event-types
const resend: Sample[] = [
  {
    provider: 'resend',
    name: 'a permanent bounce, with the headers of the message',
    content: resendEvent('email.bounced', {
      bounce: { type: 'Permanent', subType: 'General', message: '550 5.1.1 no such user' },
      headers: [{ name: 'Message-ID', value: messageId }],
    }),
    events: [
      {
        ...resendFound('email.bounced'),
        messageId,
        kind: 'bounced',
        permanent: true,
        status: '5.1.1',
        diagnostic: '550 5.1.1 no such user',
      },
    ],
  },
  {
    provider: 'resend',
    name: 'a complaint',
    content: resendEvent('email.complained'),
    events: [{ ...resendFound('email.complained'), kind: 'complained' }],
  },
  {
    provider: 'resend',
    name: 'a delivery',
    content: resendEvent('email.delivered'),
    events: [{ ...resendFound('email.delivered'), kind: 'delivered' }],
  },
  {
    provider: 'resend',
    name: 'an opened message',
    content: resendEvent('email.opened'),
    events: [],
    ignored: ['email.opened'],
  },
];

export const samples: readonly Sample[] = [...ses, ...postmark, ...mailgun, ...sendgrid, ...brevo, ...resend];
