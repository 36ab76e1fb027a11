import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkMailbox } from '../../pipeline/doctor/feedback/check-mailbox.ts';
import { checkWebhooks } from '../../pipeline/doctor/feedback/check-webhooks.ts';
import type { CheckResult } from '../../pipeline/doctor/findings/finding.ts';
import type { WebAnswer } from '../../pipeline/doctor/web/request.ts';
import { newsletterSchema } from '../../pipeline/publication/newsletter/newsletter-schema.ts';
import { startMailbox } from '../feedback/start-mailbox.ts';

const never = new AbortController().signal;

const codesOf = ({ findings }: CheckResult) => findings.map(({ problem }) => problem.code);

const newsletterWith = (feedback: object) =>
  newsletterSchema.parse({
    name: 'Tiny',
    description: 'A tiny newsletter',
    url: 'https://tiny.example.org',
    sender: { address: 'news@example.org', postal: 'Kade 1' },
    languages: { source: 'en', editions: ['en'] },
    feedback,
  });

const status = (code: number): WebAnswer => ({
  kind: 'answered',
  status: code,
  type: '',
  location: undefined,
  date: undefined,
  setsCookie: false,
  body: Buffer.from(''),
  isWhole: true,
});

test.each<[string, object, Record<string, string>, WebAnswer, string[]]>([
  ['none', {}, {}, status(404), []],
  ['one without a secret', { postmark: true }, {}, status(403), ['invalid-environment']],
  ['one that answers', { postmark: true }, { COURANT_WEBHOOK_POSTMARK: 'x'.repeat(32) }, status(403), []],
  [
    'one behind a proxy that does not know it',
    { postmark: true },
    { COURANT_WEBHOOK_POSTMARK: 'x'.repeat(32) },
    status(404),
    ['webhook-unreachable'],
  ],
])('webhooks: %s', async (_, webhooks, environment, answer, codes) => {
  const asked: string[] = [];
  const result = await checkWebhooks({
    newsletter: newsletterWith({ webhooks }),
    environment,
    pagesUrl: 'https://pages.example.org',
    web: async (address) => {
      asked.push(address);
      return answer;
    },
  });
  expect(codesOf(result)).toEqual(codes);
  for (const address of asked) expect(address).toBe('https://pages.example.org/feedback/postmark');
});

test('a Maildir needs its three folders', async () => {
  const root = await mkdtemp(join(tmpdir(), 'courant-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const check = (feedback: object) =>
    checkMailbox({ newsletter: newsletterWith(feedback), environment: {}, root, signal: never });
  const maildir = 'mail';
  for (const part of ['new', 'cur', 'tmp']) {
    expect(codesOf(await check({ maildir }))).toEqual(['mailbox-unreadable']);
    await mkdir(join(root, 'mail', part), { recursive: true });
  }
  expect(codesOf(await check({ maildir }))).toEqual([]);
  expect(codesOf(await check({}))).toEqual([]);
});

test('an IMAP mailbox is opened, and what is wrong has its own code', async () => {
  const { address } = await startMailbox(['Subject: One\r\n\r\nText\r\n']);
  const silent = createServer();
  onTestFinished(() => void silent.close());
  await once(silent.listen(0, '127.0.0.1'), 'listening');
  const { port } = silent.address() as AddressInfo;
  const check = (environment: Record<string, string>, timeout?: number) =>
    checkMailbox({
      newsletter: newsletterWith({}),
      environment,
      root: '.',
      signal: never,
      ...(timeout !== undefined && { timeout }),
    });
  expect(await check({ IMAP_URL: address })).toMatchObject({
    seen: 'INBOX on 127.0.0.1 (1 mail)',
    findings: [],
    isAnswered: true,
  });
  const cases: [Record<string, string>, string, boolean][] = [
    [{ IMAP_URL: address.replace('testpass', 'wrong') }, 'imap-failed', true],
    [{ IMAP_URL: address.replace('INBOX', 'Bounces') }, 'imap-failed', true],
    [{ IMAP_URL: 'https://example.org' }, 'imap-url', true],
    [{ IMAP_URL: address, IMAP_TOKEN_COMMAND: 'exit 3' }, 'imap-token', true],
    [{ IMAP_URL: 'imap://somebody:secret@127.0.0.1:1/INBOX' }, 'imap-unreachable', false],
  ];
  for (const [environment, code, isAnswered] of cases) {
    const result = await check(environment);
    expect(codesOf(result)).toEqual([code]);
    expect(result.isAnswered).toBe(isAnswered);
  }
  const late = await check({ IMAP_URL: `imap://somebody:secret@127.0.0.1:${port}/INBOX` }, 100);
  expect(codesOf(late)).toEqual(['imap-unreachable']);
});
