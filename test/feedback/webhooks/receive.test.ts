import { describe, expect, test } from 'vitest';
import { measureFeedback } from '../../../pipeline/feedback/report/measure-feedback.ts';
import { createRefusals } from '../../../pipeline/feedback/webhooks/count-refusals.ts';
import { readCounts } from '../../../pipeline/feedback/webhooks/count-requests.ts';
import { openWebhooks } from '../../../pipeline/feedback/webhooks/open-webhooks.ts';
import { type ProviderName, providerNames } from '../../../pipeline/feedback/webhooks/provider.ts';
import { replayWebhooks } from '../../../pipeline/feedback/webhooks/replay-webhooks.ts';
import { day, hour, minute } from '../../../pipeline/foundation/time/durations.ts';
import type { Store } from '../../../pipeline/store/store.ts';
import { describePerson } from '../../../pipeline/subscribers/describe-person.ts';
import { addSubscribers, planned } from '../../delivery/support/audience.ts';
import { readRows, readStates } from '../../delivery/support/ledger.ts';
import { createSelfSigned } from '../../server/support/self-signed.ts';
import { kinds } from '../../store/support/databases.ts';
import { samples } from './samples.ts';
import {
  certificateUrl,
  everyProvider,
  now,
  type SignedRequest,
  secrets,
  signSns,
  signWebhook,
  topic,
} from './sign-webhook.ts';
import { startWebhookServer } from './webhook-server.ts';

/** The first sample of each provider, which has at least one event. */
const first = (provider: ProviderName) => samples.find((each) => each.provider === provider);
const genuine = (provider: ProviderName) => signWebhook(provider, first(provider)?.content);
const counted = async ({
  store,
  refusals,
}: Pick<Awaited<ReturnType<typeof startWebhookServer>>, 'store' | 'refusals'>) => {
  await refusals.write();
  return listed(store);
};
const listed = async (store: Store) =>
  (await readCounts(store)).map(({ source, outcome, detail, count }) =>
    [source, outcome, detail, count].filter((part) => part !== '').join(' '),
  );

describe.each(kinds)('on %s', (kind) => {
  test('a genuine request is applied once, whatever comes again; a forged one changes nothing', async () => {
    const server = await startWebhookServer({ kind });
    const { send, applied } = server;
    for (const provider of providerNames) {
      expect(await send(provider, genuine(provider))).toBe('200 read');
      expect(await send(provider, genuine(provider))).toBe('200 repeated');
      expect(await send(provider, forged(genuine(provider)))).toBe('401 forged');
    }
    expect(applied.map(({ source }) => source)).toEqual(
      providerNames.flatMap((provider) => first(provider)?.events.map(() => provider) ?? []),
    );
    expect(await counted(server)).toEqual(
      expect.arrayContaining([
        ...providerNames.flatMap((each) => [`${each} forged 1`, `${each} read 1`, `${each} repeated 1`]),
        'sendgrid ignored invented_later 1',
        'sendgrid unreadable 1',
      ]),
    );
  });

  test('the reports reach the ledger and the reader: by the Message-ID, and by the id of the provider', async () => {
    const { send, store } = await startWebhookServer({ kind, isWhole: true });
    await addSubscribers(
      store,
      ['one', 'two', 'three'].map((name) => `${name}@example.com,en`),
    );
    const dispatch = await planned(store);
    await store.transaction((db) =>
      db
        .updateTable('deliveries')
        .set({ state: 'accepted', first_attempt_at: 1, reply_code: 250, reply_text: 'Ok 0102019aaa-000000' })
        .execute(),
    );
    const [one, two] = await readRows(store, dispatch);
    const bounced = {
      event: 'hard_bounce',
      email: one?.address,
      'message-id': one?.message_id,
      ts: now / 1000,
    };
    expect(await send('brevo', signWebhook('brevo', bounced))).toBe('200 read');
    const complained = {
      notificationType: 'Complaint',
      mail: { messageId: '0102019aaa-000000' },
      complaint: { feedbackId: '1', complainedRecipients: [{ emailAddress: two?.address }] },
    };
    expect(await send('ses', signWebhook('ses', complained))).toBe('200 read');
    expect(Object.values(await readStates(store, dispatch))).toEqual(['bounced', 'complained', 'accepted']);
    const people = await store.read((db) =>
      db.selectFrom('subscribers').select(['address', 'state']).execute(),
    );
    expect(people.find(({ address }) => address === two?.address)?.state).toBe('suppressed');
    const figures = (await measureFeedback(store)).flatMap(({ name, samples: each }) =>
      each.map(({ labels, value }) => [name, ...Object.values(labels), value].join(' ')),
    );
    expect(figures).toEqual([
      'courant_feedback_events brevo bounced applied 1',
      'courant_feedback_events ses complained applied 1',
      'courant_webhook_requests brevo read 1',
      'courant_webhook_requests ses read 1',
    ]);
    expect(await store.read((db) => describePerson(db, two?.subscriber ?? ''))).toMatchObject({
      deliveries: [{ state: 'complained', messageId: two?.message_id }],
      feedback: [{ kind: 'complained', source: 'ses', deliveryBecame: 'complained', effect: 'suppressed' }],
      consents: [{}, { kind: 'withdrawn', source: 'complaint', evidence: 'ses 1' }],
    });
  });

  test('a request whose events could not be applied is kept, and a retry or a replay applies them', async () => {
    let isBroken = true;
    const { send, applied, store } = await startWebhookServer({
      kind,
      onApply() {
        if (isBroken) throw new Error('the store is locked for reader@example.com');
      },
    });
    expect(await send('postmark', genuine('postmark'))).toBe('500 failed');
    expect(await send('resend', genuine('resend'))).toBe('500 failed');
    isBroken = false;
    expect(await send('postmark', genuine('postmark'))).toBe('200 read');
    const kept: unknown[] = [];
    const apply = async (events: readonly unknown[]) => void kept.push(...events);
    expect(await replayWebhooks({ store, apply })).toEqual({ requests: 2, events: 2, malformed: 0 });
    expect(kept).toEqual([
      ...applied,
      { source: 'resend', authenticated: true, ...first('resend')?.events[0] },
    ]);
    expect(await send('resend', genuine('resend'))).toBe('200 repeated');
  });
});

/** Changes the part of a request that the signature or the secret protects. */
function forged({ headers, body }: SignedRequest): SignedRequest {
  const { authorization } = headers;
  if (authorization !== undefined)
    return { headers: { ...headers, authorization: 'Bearer a-secret-that-somebody-guessed' }, body };
  // Mailgun's signature covers only the timestamp and the token.
  return { headers, body: body.replace('"request-1"', '"request-2"').replace('reader@', 'forged@') };
}

test('refused requests cost one write a minute, and each counts', async () => {
  const { send, store, clock } = await startWebhookServer();
  for (let sent = 0; sent < 3; sent++)
    expect(await send('brevo', forged(genuine('brevo')))).toBe('401 forged');
  expect(await listed(store)).toEqual(['brevo forged 1']);
  clock.now += minute;
  expect(await send('resend', forged(genuine('resend')))).toBe('401 forged');
  expect(await listed(store)).toEqual(['brevo forged 3', 'resend forged 1']);

  let isLocked = true;
  const transaction: Store['transaction'] = (work) =>
    isLocked ? Promise.reject(new Error('the store is locked')) : store.transaction(work);
  const refusals = createRefusals({ store: { ...store, transaction }, clock: () => clock.now });
  await expect(refusals.count('ses', 'old')).rejects.toThrow('locked');
  await refusals.count('ses', 'old');
  isLocked = false;
  await refusals.write();
  expect(await listed(store)).toContain('ses old 2');
});

test('a request with a valid signature is refused when it is too old, or from the future', async () => {
  const server = await startWebhookServer();
  const { send, applied } = server;
  const ages = { mailgun: 13 * hour, sendgrid: 27 * hour, resend: 6 * minute, ses: 25 * hour } as const;
  for (const [provider, age] of Object.entries(ages) as [ProviderName, number][]) {
    const signed = (at: number) => signWebhook(provider, first(provider)?.content, { at });
    expect(await send(provider, signed(now - age))).toBe('401 old');
    expect(await send(provider, signed(now + 10 * minute))).toBe('401 old');
    expect(applied).toEqual([]);
    expect(await counted(server)).toContain(`${provider} old 2`);
    expect(await send(provider, signed(now - 4 * minute))).toBe('200 read');
    applied.length = 0;
  }
});

test('the order does not matter: every event is applied, and carries its own time', async () => {
  const { send, applied } = await startWebhookServer();
  const ofBrevo = samples.filter(({ provider }) => provider === 'brevo').toReversed();
  for (const { content } of ofBrevo) await send('brevo', signWebhook('brevo', content));
  expect(applied.map(({ kind }) => kind)).toEqual(['complained', 'bounced', 'delayed', 'bounced']);
});

test('a malformed body is refused and counted', async () => {
  const server = await startWebhookServer();
  const { send } = server;
  const { headers } = genuine('postmark');
  expect(await send('postmark', { headers, body: '{"RecordType":' })).toBe('400 malformed');
  expect(await send('postmark', signWebhook('postmark', { Type: 'HardBounce' }))).toBe('400 malformed');
  expect(await send('brevo', signWebhook('brevo', 'a text'))).toBe('400 malformed');
  expect(await send('brevo', signWebhook('brevo', [{}]))).toBe('400 malformed');
  expect(await send('mailgun', { headers, body: '[]' })).toBe('400 malformed');
  expect(await send('mailgun', signWebhook('mailgun', null))).toBe('400 malformed');
  expect(await send('sendgrid', signWebhook('sendgrid', {}))).toBe('400 malformed');
  expect(await send('resend', signWebhook('resend', null))).toBe('400 malformed');
  expect(await send('ses', { headers, body: 'Successfully validated' })).toBe('400 malformed');
  expect(await counted(server)).toEqual([
    'brevo malformed 2',
    'mailgun malformed 2',
    'postmark malformed 2',
    'resend malformed 1',
    'sendgrid malformed 1',
    'ses malformed 1',
  ]);
});

test('a provider that is not configured has no address, and a body has a limit', async () => {
  const { send } = await startWebhookServer();
  expect(await send('mailchimp', { headers: {}, body: '{}' })).toMatch(/^404/);
  const large = signWebhook('brevo', 'x'.repeat(3 * 1024 * 1024));
  expect(await send('brevo', large)).toMatch(/^413/);
  const batch = signWebhook('brevo', Array(3000).fill({ event: 'opened' }));
  expect(await send('brevo', batch)).toBe('200 read');
});

describe('a secret', () => {
  test('is a bearer token, a password, or a header', async () => {
    const { send } = await startWebhookServer();
    const secret = secrets.COURANT_WEBHOOK_POSTMARK;
    const cases: [Record<string, string>, string][] = [
      [{}, '401 forged'],
      [{ 'x-courant-secret': secret.slice(0, -1) }, '401 forged'],
      [{ authorization: `Basic ${btoa(`${secret}:`)}` }, '401 forged'],
      [{ authorization: `bearer ${secret}` }, '200 read'],
      [{ authorization: `Basic ${btoa(`anybody:${secret}`)}` }, '200 repeated'],
      [{ 'x-courant-secret': secret }, '200 repeated'],
    ];
    for (const [headers, answer] of cases)
      expect(await send('postmark', { headers, body: genuine('postmark').body })).toBe(answer);
  });

  test.each([
    ['missing', 'COURANT_WEBHOOK_MAILGUN', '', 'names Mailgun'],
    ['short', 'COURANT_WEBHOOK_BREVO', 'short', 'at least 24 characters'],
    ['no key', 'COURANT_WEBHOOK_SENDGRID', 'c2VjcmV0', 'not a verification key'],
    ['without its prefix', 'COURANT_WEBHOOK_RESEND', 'c2VjcmV0', 'whsec_'],
  ])('that is %s is refused at the start', (_name, name, value, reason) => {
    expect(() => openWebhooks(everyProvider, { ...secrets, [name]: value })).toThrow(reason);
  });

  test('may be replaced: the former one is accepted beside the new one', () => {
    const both = `whsec_${btoa('a new secret of svix')}, ${secrets.COURANT_WEBHOOK_RESEND}`;
    const configured = openWebhooks(everyProvider, { ...secrets, COURANT_WEBHOOK_RESEND: both });
    expect(configured.get('resend')?.secrets).toHaveLength(2);
  });
});

describe('Amazon SNS', () => {
  const message = { Type: 'Notification', Message: JSON.stringify(first('ses')?.content) };
  const confirmation = {
    Type: 'SubscriptionConfirmation',
    Message: 'You have chosen to subscribe',
    Token: 'token',
    SubscribeURL: 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=token',
  };

  test('a message is accepted with either version of the signature, and with a subject', async () => {
    const server = await startWebhookServer();
    const { send, fetched } = server;
    expect(await send('ses', signSns({ ...message, SignatureVersion: '1' }, { id: '1' }))).toBe('200 read');
    expect(await send('ses', signSns({ ...message, Subject: 'About\nmail' }, { id: '2' }))).toBe('200 read');
    // Amazon SES publishes this sentence to test a topic.
    const validation = { ...message, Message: 'Successfully validated SNS topic' };
    expect(await send('ses', signSns(validation, { id: '3' }))).toBe('200 read');
    expect(fetched).toEqual([certificateUrl]);
    expect(await counted(server)).toEqual(['ses ignored Notification 1', 'ses read 3']);
  });

  test('a subscription is confirmed, but only to a topic that is configured', async () => {
    let isConfirmed = false;
    const { send, fetched } = await startWebhookServer({
      fetch: (url) =>
        url.includes('Confirm') ? new Response('', { status: isConfirmed ? 200 : 500 }) : undefined,
    });
    const another = { ...confirmation, TopicArn: `${topic}-of-somebody` };
    expect(await send('ses', signSns(another))).toBe('401 forged');
    const elsewhere = { ...confirmation, SubscribeURL: 'https://sns.eu-west-1.amazonaws.com.example.org/' };
    expect(await send('ses', signSns(elsewhere))).toBe('401 forged');
    expect(fetched).toEqual([certificateUrl]);
    expect(await send('ses', signSns(confirmation))).toBe('500 failed');
    isConfirmed = true;
    expect(await send('ses', signSns(confirmation))).toBe('200 read');
    expect(fetched.slice(1)).toEqual([confirmation.SubscribeURL, confirmation.SubscribeURL]);
  });

  test('a certificate at another address is not even requested', async () => {
    const { send, fetched } = await startWebhookServer();
    const addresses = [
      certificateUrl.replace('.com/', '.com.example.org/'),
      certificateUrl.replace('eu-west-1', 'us-east-1'),
      certificateUrl.replace('https', 'http'),
      certificateUrl.replace('.com/', '.com:8443/'),
      certificateUrl.replace('https://', 'https://somebody@'),
      certificateUrl.replace('SimpleNotificationService', 'Other'),
    ];
    for (const SigningCertURL of addresses)
      expect(await send('ses', signSns({ ...message, SigningCertURL }))).toBe('401 forged');
    expect(fetched).toEqual([]);
  });

  test('a certificate that is not valid leaves the message to a later attempt', async () => {
    const answers = [
      () => new Response(createSelfSigned('sns.example.org', { now }).cert),
      () => new Response(createSelfSigned('sns.amazonaws.com', { now: now - 3 * day }).cert),
      () => new Response('<html>'),
      () => new Response('', { status: 503 }),
    ];
    let answer: (() => Response) | undefined;
    const { send, applied } = await startWebhookServer({ fetch: () => answer?.() });
    for (answer of answers) expect(await send('ses', signSns(message))).toBe('503 unchecked');
    expect(applied).toEqual([]);
    answer = undefined;
    expect(await send('ses', signSns(message))).toBe('200 read');
  });

  test('a certificate whose key did not sign the message proves nothing', async () => {
    const { cert } = createSelfSigned('sns.amazonaws.com', { now });
    const { send } = await startWebhookServer({ fetch: () => new Response(cert) });
    expect(await send('ses', signSns(message))).toBe('401 forged');
  });

  test('requests with invented certificates cause few requests to Amazon', async () => {
    const { send, fetched, clock } = await startWebhookServer();
    const named = (n: number) => ({
      ...message,
      SigningCertURL: certificateUrl.replace('0123456789', String(n).padStart(10, '0')),
    });
    for (let n = 0; n < 12; n += 1) expect(await send('ses', signSns(named(n)))).toBe('503 unchecked');
    expect(fetched).toHaveLength(10);
    clock.now += minute;
    expect(await send('ses', signSns(message))).toBe('200 read');
  });
});
