import SnsPayloadValidator from 'sns-payload-validator';
import { day, minute } from '../../foundation/time/durations.ts';
import { fieldOf, momentOf, textOf } from './json-fields.ts';
import type { Trust, Verdict, WebhookRequest } from './provider.ts';

/** Amazon SNS tries again for hours, depending on the settings of the topic. */
const longestAge = day;

/**
 * Checks a message of Amazon SNS: its topic, because anybody may own a topic whose messages Amazon signs; its age;
 * its signature (version 1 or 2), by `sns-payload-validator`.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export async function verifySnsMessage({ json }: WebhookRequest, trust: Trust): Promise<Verdict> {
  const message = json();
  const [type, id, topic, url] = ['Type', 'MessageId', 'TopicArn', 'SigningCertURL'].map((name) =>
    textOf(message, name),
  );
  if (type === undefined || id === undefined || topic === undefined)
    return { outcome: 'malformed', reason: 'it is not a message of Amazon SNS' };
  if (!trust.topics.includes(topic)) return { outcome: 'forged', reason: 'its topic is not configured' };
  if (url === undefined || !isAddressOf(topic, url, /^\/SimpleNotificationService-[0-9a-zA-Z]{32}\.pem$/))
    return { outcome: 'forged', reason: 'its certificate is not at an address of Amazon SNS' };
  const age = trust.now - (momentOf(message, 'Timestamp') ?? Number.NaN);
  if (!(age <= longestAge && age >= -5 * minute))
    return { outcome: 'old', reason: 'it was published too long ago, or in the future' };
  if (!(await isSigned(message, await trust.certificate(url))))
    return { outcome: 'forged', reason: 'its signature is wrong' };
  const confirm = type === 'SubscriptionConfirmation' ? fieldOf(message, 'SubscribeURL') : undefined;
  if (typeof confirm !== 'string') return { outcome: 'genuine', id };
  return isAddressOf(topic, confirm, /^\/$/)
    ? { outcome: 'genuine', id, confirm }
    : { outcome: 'forged', reason: 'its confirmation is not at an address of Amazon SNS' };
}

async function isSigned(message: unknown, certificate: string): Promise<boolean> {
  const validator = new SnsPayloadValidator({ useCache: false });
  // The validator would fetch the certificate without a time limit, and would keep whatever the answer is. With a
  // certificate in its cache, it fetches nothing.
  Object.assign(validator, { certCache: { get: () => certificate, set: () => {} } });
  try {
    await validator.validate(message as SnsPayloadValidator.SnsPayload);
    return true;
  } catch {
    // The validator rejects for each reason. The caller counts the message as forged.
    return false;
  }
}

/** Whether an address is one of Amazon SNS in the region of the topic, over HTTPS. */
function isAddressOf(topic: string, url: string, path: RegExp): boolean {
  const [, partition, , region = ''] = topic.split(':');
  const host = `sns.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`;
  const address = URL.parse(url);
  return (
    address !== null &&
    address.origin === `https://${host}` &&
    address.username === '' &&
    address.password === '' &&
    path.test(address.pathname)
  );
}
