import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkMailbox } from '../../pipeline/doctor/feedback/check-mailbox.ts';
import { checkWebhooks } from '../../pipeline/doctor/feedback/check-webhooks.ts';
import type { CheckResult } from '../../pipeline/doctor/findings/finding.ts';
import type { WebAnswer } from '../../pipeline/doctor/web/request.ts';
import { newsletterSchema } from '../../pipeline/publication/newsletter/newsletter-schema.ts';

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
  const newsletter = newsletterWith({ maildir: 'mail' });
  for (const part of ['new', 'cur', 'tmp']) {
    expect(codesOf(await checkMailbox(newsletter, root))).toEqual(['mailbox-unreadable']);
    await mkdir(join(root, 'mail', part), { recursive: true });
  }
  expect(codesOf(await checkMailbox(newsletter, root))).toEqual([]);
  expect(codesOf(await checkMailbox(newsletterWith({}), root))).toEqual([]);
});
