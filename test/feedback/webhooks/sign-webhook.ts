import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import type { ProviderName } from '../../../pipeline/feedback/webhooks/provider.ts';
import { createSelfSigned } from '../../server/support/self-signed.ts';

/** The time of the tests: 2026-11-29, noon. */
export const now = Date.UTC(2026, 10, 29, 12);

const chosen = 'a-secret-that-we-chose-ourselves';
const signingKey = 'key-of-the-mailgun-account';
const svixSecret = `whsec_${Buffer.from('twenty-four bytes of key').toString('base64')}`;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const topic = 'arn:aws:sns:eu-west-1:123456789012:courant';
export const certificateUrl =
  'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem';
export const amazon = createSelfSigned('sns.amazonaws.com', { type: 'rsa', now });

/** What newsletter.yaml and the environment say in these tests. */
export const everyProvider = {
  ses: { topics: [topic] },
  postmark: true as const,
  mailgun: true as const,
  sendgrid: true as const,
  brevo: true as const,
  resend: true as const,
};

export const secrets = {
  COURANT_WEBHOOK_POSTMARK: chosen,
  COURANT_WEBHOOK_MAILGUN: signingKey,
  COURANT_WEBHOOK_SENDGRID: ec.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  COURANT_WEBHOOK_BREVO: chosen,
  COURANT_WEBHOOK_RESEND: svixSecret,
};

export interface SignedRequest {
  readonly headers: Record<string, string>;
  readonly body: string;
}

interface Signing {
  /** In milliseconds since 1970. */
  readonly at?: number;
  /** Mailgun's token, or the id that Svix or Amazon SNS gives to the request. */
  readonly id?: string;
}

/** Signs a body as the provider does. */
export function signWebhook(
  provider: ProviderName,
  content: unknown,
  { at = now, id = 'request-1' }: Signing = {},
): SignedRequest {
  const seconds = String(Math.floor(at / 1000));
  const json = { 'content-type': 'application/json' };
  const body = JSON.stringify(content);
  switch (provider) {
    case 'postmark':
      return { headers: { ...json, authorization: `Basic ${btoa(`postmark:${chosen}`)}` }, body };
    case 'brevo':
      return { headers: { ...json, authorization: `Bearer ${chosen}` }, body };
    case 'mailgun': {
      const signature = createHmac('sha256', signingKey).update(`${seconds}${id}`).digest('hex');
      const signed = { signature: { timestamp: seconds, token: id, signature }, 'event-data': content };
      return { headers: json, body: JSON.stringify(signed) };
    }
    case 'sendgrid': {
      const signature = sign('sha256', Buffer.from(`${seconds}${body}`), ec.privateKey).toString('base64');
      const named = 'x-twilio-email-event-webhook';
      return {
        headers: { ...json, [`${named}-signature`]: signature, [`${named}-timestamp`]: seconds },
        body,
      };
    }
    case 'resend': {
      const key = Buffer.from(svixSecret.slice(6), 'base64');
      const mac = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
      const signature = `v1,${Buffer.alloc(32).toString('base64')} v1,${mac} v1a,another-kind`;
      return {
        headers: { ...json, 'svix-id': id, 'svix-timestamp': seconds, 'svix-signature': signature },
        body,
      };
    }
    case 'ses':
      return signSns({ Type: 'Notification', Message: body }, { at, id });
  }
}

/** Signs a message as Amazon SNS does, with version 2 unless `SignatureVersion` says otherwise. */
export function signSns(
  message: Record<string, string>,
  { at = now, id = 'request-1' }: Signing = {},
): SignedRequest {
  const whole: Record<string, string> = {
    MessageId: id,
    TopicArn: topic,
    Timestamp: new Date(at).toISOString(),
    SignatureVersion: '2',
    SigningCertURL: certificateUrl,
    ...message,
  };
  const signedNames =
    whole['Type'] === 'Notification'
      ? ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type']
      : ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
  const signedText = signedNames
    .filter((name) => name in whole)
    .map((name) => `${name}\n${whole[name]}\n`)
    .join('');
  const digest = whole['SignatureVersion'] === '1' ? 'sha1' : 'sha256';
  const Signature = sign(digest, Buffer.from(signedText), amazon.key).toString('base64');
  return {
    headers: { 'content-type': 'text/plain; charset=UTF-8' },
    body: JSON.stringify({ ...whole, Signature }),
  };
}
