import { expect, test } from 'vitest';
import type { CheckResult } from '../../pipeline/doctor/findings/finding.ts';
import { checkHeaders } from '../../pipeline/doctor/message/check-headers.ts';
import { checkListUnsubscribe } from '../../pipeline/doctor/message/check-list-unsubscribe.ts';
import { checkSize } from '../../pipeline/doctor/message/check-size.ts';
import { checkSpam } from '../../pipeline/doctor/message/check-spam.ts';
import { startSpamd } from './support/spamd.ts';

const fields = [
  'DKIM-Signature: v=1; a=rsa-sha256; d=example.org; s=s1; h=from: list-unsubscribe: list-unsubscribe-post; bh=x; b=y',
  'From: The Dike Post <news@example.org>',
  'To: reader@example.org',
  'Subject: Spring',
  'Date: Sun, 29 Nov 2026 12:00:00 +0000',
  'Message-ID: <1@example.org>',
  'List-Unsubscribe: <https://pages.example.org/unsubscribe/x>',
  'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
  'MIME-Version: 1.0',
  'Content-Type: text/html; charset=utf-8',
];

/** A message whose header has something else in place of the lines that a pattern finds. */
function message(pattern = /^$/, ...instead: string[]): Buffer {
  const index = fields.findIndex((field) => pattern.test(field));
  const head = index < 0 ? [...fields, ...instead] : fields.toSpliced(index, 1, ...instead);
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n<p>Hello</p>\r\n`);
}

const said = ({ findings }: CheckResult) =>
  findings.map(({ problem }) => `${problem.severity} ${problem.code}: ${problem.message}`);

test.each<[string, Buffer, RegExp[]]>([
  ['nothing', message(), []],
  ['a second From', message(/^$/, 'From: b@example.org'), [/from occurs 2 times/]],
  ['no Date', message(/^Date/), [/date occurs 0 times/]],
  ['a date that is none', message(/^Date/, 'Date: tomorrow'), [/date is not a date/]],
  ['no Message-ID', message(/^Message-ID/), [/message-id occurs 0 times/]],
  [
    'bytes outside of ASCII',
    message(/^Subject/, 'Subject: Zo\u00eb'),
    [/subject has bytes outside of ASCII/],
  ],
  [
    'a line of 1000 bytes',
    message(/^Subject/, `Subject: ${'x'.repeat(1000)}`),
    [/subject has a line of more than 998/],
  ],
  ['a line of 100 bytes', message(/^Subject/, `Subject: ${'x'.repeat(91)}`), [/^note .*a line of 100 bytes/]],
  [
    'a From of 400 bytes',
    message(/^From/, `From: ${`${'x '.repeat(30)}\r\n `.repeat(6)}<news@example.org>`),
    [/from is \d+ bytes long/],
  ],
  ['a line that is no field', message(/^Subject/, 'Subject: a', 'no field'), [/is not a header field/]],
  ['a body with a bare line feed', Buffer.concat([message(), Buffer.from('a\nb')]), [/not CRLF/]],
  [
    'a body with a long line',
    Buffer.concat([message(), Buffer.from('x'.repeat(999))]),
    [/body has a line of more than 998/],
  ],
])('the header check finds %s', (_, raw, expected) => {
  const found = said(checkHeaders(raw, 'en'));
  for (const pattern of expected) expect(found).toContainEqual(expect.stringMatching(pattern));
  if (expected.length === 0) expect(found).toEqual([]);
  else expect(found.length).toBeGreaterThan(0);
});

test.each<[string, Buffer, RegExp[]]>([
  ['nothing', message(), []],
  ['no List-Unsubscribe', message(/^List-Unsubscribe:/), [/no List-Unsubscribe field/]],
  [
    'only a mail address',
    message(/^List-Unsubscribe:/, 'List-Unsubscribe: <mailto:a@example.org>'),
    [/no https: address/],
  ],
  ['no one-click field', message(/^List-Unsubscribe-Post/), [/no List-Unsubscribe-Post/]],
  [
    'a signature that leaves them out',
    message(/^DKIM/, 'DKIM-Signature: v=1; d=example.org; h=from; b=y'),
    [/^error .*does not cover/],
  ],
  ['no signature', message(/^DKIM/), [/^warning .*no DKIM signature/]],
])('the check of one-click unsubscribing finds %s', (_, raw, expected) => {
  const found = said(checkListUnsubscribe(raw, 'en'));
  expect(found).toEqual(expected.map((pattern) => expect.stringMatching(pattern)));
});

test('HTML that Gmail clips is found', async () => {
  const large = Buffer.concat([message(), Buffer.from('<p>word</p>\r\n'.repeat(9_000))]);
  expect(said(await checkSize(large, 'en'))).toEqual([expect.stringMatching(/message-clipped.*109 kB/)]);
  expect(said(await checkSize(message(), 'en'))).toEqual([]);
});

const report = `Content analysis details:   (6.5 points, 5.0 required)

 pts rule name              description
---- ---------------------- --------------------------------------------------
 6.5 SHOUTING               Subject is all capitals
`;

test('spamd is asked for its report', async () => {
  const { received, spamd } = await startSpamd(
    `SPAMD/1.1 0 EX_OK\r\nSpam: True ; 6.5 / 5.0\r\n\r\n${report}`,
  );
  const result = await checkSpam(message(), { edition: 'en', spamd });
  expect(said(result)).toEqual([expect.stringMatching(/^error spam-points/)]);
  expect(received).toEqual([
    `REPORT SPAMC/1.2\r\nContent-length: ${message().byteLength}\r\n\r\n${message()}`,
  ]);
});

test('a spamd that is broken or gone leaves the check open; a machine without SpamAssassin does not', async () => {
  const { spamd } = await startSpamd('SPAMD/1.0 76 Bad header line\r\n\r\n');
  const large = await startSpamd(`SPAMD/1.1 0 EX_OK\r\n\r\n${report}${' '.repeat(300_000)}`);
  const fine = await startSpamd(`SPAMD/1.1 0 EX_OK\r\n\r\n${report}`);
  for (const [each, more] of [
    [spamd],
    [{ host: '127.0.0.1', port: 9 }],
    [large.spamd],
    [fine.spamd, { signal: AbortSignal.abort() }],
  ] as const) {
    const result = await checkSpam(message(), { edition: 'en', spamd: each, ...more });
    expect(result.isAnswered).toBe(false);
    expect(said(result)).toEqual([expect.stringMatching(/spamassassin-failed/)]);
  }
  const none = await checkSpam(message(), { edition: 'en', spamd: undefined, program: 'no-such-program' });
  expect({ said: said(none), isAnswered: none.isAnswered }).toEqual({ said: [], isAnswered: true });
});
