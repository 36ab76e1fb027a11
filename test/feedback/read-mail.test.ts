import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { causeOf } from '../../pipeline/feedback/effects/cause-of.ts';
import { parseMail } from '../../pipeline/feedback/mail/parse-mail.ts';
import { readMail } from '../../pipeline/feedback/mail/read-mail.ts';
import { createReturnPaths } from '../../pipeline/messages/return-path.ts';
import {
  parseReturnPath,
  type ReturnPathPattern,
} from '../../pipeline/publication/newsletter/return-path-pattern.ts';
import { sampleDelivery, sampleMessageId, sampleSecret, samples } from './samples/samples.ts';

const now = Date.parse('2026-11-20T00:00:00Z');
const pattern = parseReturnPath('bounces@example.org') as ReturnPathPattern;
const returnPaths = createReturnPaths(pattern, [sampleSecret]);
const isReturnPath = (address: string) => returnPaths.read(address) !== undefined;
const rawOf = (file: string) => readFileSync(join(import.meta.dirname, 'samples', `${file}.eml`));
const read = (raw: Uint8Array) => readMail(raw, { isReturnPath, now });

test('there are at least 60 samples, each with the source of its shape', () => {
  expect(samples.length).toBeGreaterThanOrEqual(60);
  expect(samples.filter(({ source }) => source.length < 8)).toEqual([]);
});

describe('what came back', () => {
  test.each(samples)('$file', async ({ file, reports }) => {
    const { verdict, events } = await read(rawOf(file));
    const found = events.map((event) =>
      [event.kind, event.status ?? '-', causeOf(event) ?? '-', event.recipient ?? '-'].join(' '),
    );
    // The cause of a delay without a code is no news.
    const told = found.join(', ').replace(/^delayed - refused/, 'delayed - -');
    expect(told || verdict).toBe(reports);
    for (const event of events) {
      if (event.unsubscribeToken !== undefined) continue;
      const signed = event.returnPath === undefined ? undefined : returnPaths.read(event.returnPath);
      expect(
        signed?.isFor(sampleMessageId) ?? event.messageId === sampleMessageId,
        'names the delivery',
      ).toBe(true);
      if (signed) expect(signed.delivery).toBe(sampleDelivery);
    }
  });
});

test('the same mail has the same ids with other line ends, an envelope or none, and on another way', async () => {
  const raw = rawOf('qmail-two');
  const [ids, ...others] = await Promise.all(
    [
      raw,
      Buffer.from(raw.toString().replaceAll('\n', '\r\n')),
      Buffer.concat([Buffer.from('From MAILER-DAEMON Thu Nov 19\n'), raw]),
      Buffer.concat([
        Buffer.from('Received: from a.example.org\n\tby b.example.org\nDelivered-To: c@example.org\n'),
        raw,
      ]),
    ].map(async (each) => (await read(each)).events.map(({ id }) => id)),
  );
  expect(ids).toHaveLength(2);
  for (const other of others) expect(other).toEqual(ids);
});

describe('damaged and hostile mail', () => {
  /** In ms of processor time, which does not depend on what else the machine does. */
  const limit = 1_000;

  async function timed(raw: Uint8Array) {
    const before = process.cpuUsage();
    const mail = await read(raw);
    const { user, system } = process.cpuUsage(before);
    return { mail, spent: (user + system) / 1_000 };
  }

  test('is read within a time limit, the same way each time, and never ends in an error', async () => {
    const random = seeded(3464);
    const slow: string[] = [];
    for (const { file } of samples) {
      const raw = rawOf(file);
      for (let round = 0; round < 3; round++) {
        const mutated = mutate(raw, random);
        const { mail, spent } = await timed(mutated);
        if (spent > limit) slow.push(`${file} ${round}: ${spent} ms`);
        if (round === 0) expect(await read(mutated)).toEqual(mail);
      }
    }
    expect(slow).toEqual([]);
  });

  test.each([
    ['one long line', (size: number) => 'a'.repeat(size)],
    ['many addresses', (size: number) => 'zoe@example.net '.repeat(size / 16)],
    ['many almost-addresses', (size: number) => '<a@b.'.repeat(size / 5)],
    ['many words of statuses', (size: number) => 'mailbox user unknown domain quota '.repeat(size / 34)],
    ['many empty lines', (size: number) => ' \n'.repeat(size / 2)],
    ['many blocks', (size: number) => 'Action: failed\n\n'.repeat(size / 16)],
    ['many headers', (size: number) => 'Message-ID: <\n'.repeat(size / 14)],
    ['many unfinished tags', (size: number) => '<br '.repeat(size / 4)],
    ['many nested tags', (size: number) => '<div>'.repeat(size / 5)],
    ['many unfinished expansions', (size: number) => '<a@b.c> (expanded from\n'.repeat(size / 23)],
    [
      'a long folded field',
      (size: number) => `Final-Recipient: x;${`${'a'.repeat(990)}\n`.repeat(size / 1000)}`,
    ],
    ['a long diagnostic', (size: number) => `Action: failed\nDiagnostic-Code: x; ${'a'.repeat(size)}`],
  ])('%s', async (_, make) => {
    const body = make(100_000);
    for (const type of ['text/plain', 'text/html', 'message/delivery-status', 'message/feedback-report']) {
      const text = `From: MAILER-DAEMON@example.net\nSubject: failure notice\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: ${type}\n\nThis is the Postfix program at host x.\n${body}\n--b--\n`;
      const { spent } = await timed(Buffer.from(text));
      expect(spent, type).toBeLessThan(limit);
    }
  });

  test('a mail of empty lines is read up to a number of lines', async () => {
    const lines = (count: number) => Buffer.from(`Content-Type: text/plain\n\n${'\n'.repeat(count)}After.\n`);
    expect((await parseMail(lines(10_000)))?.text.trim()).toBe('After.');
    expect((await parseMail(lines(900_000)))?.text.trim()).toBe('');
  });

  test('the text of HTML ends where it is nested too deeply', async () => {
    const textOf = async (tags: number) => {
      const html = `Before.${'<b>'.repeat(tags)} Within.${'</b>'.repeat(tags)} After.`;
      return (await parseMail(Buffer.from(`Content-Type: text/html\n\n${html}\n`)))?.text.trim();
    };
    expect(await textOf(1_000)).toBe('Before. Within. After.');
    expect(await textOf(1_001)).toBe('Before. After.');
    expect(await textOf(20_000)).toBe('Before.');
  });

  test.each([
    ['Subject: ', 're ', 60, 'xauto-reply'],
    ['Subject: ', 'automatisch', 9_000, '!'],
    ['Subject: ', 'unsubscribe ', 9_000, 'v1.'],
    ['From: ', '-bounce', 14_000, ' <a>'],
    ['From: ', 'a@', 50_000, ''],
    ['To: ', 'a', 100_000, '@'],
    ['In-Reply-To: <', '@', 100_000, ''],
    ['X-Failed-Recipients: ', 'a@-', 30_000, ''],
    ['Return-Path: ', ' ', 100_000, '<>'],
  ])('a field "%s" of many "%s"', async (field, piece, times, end) => {
    for (const others of ['', 'Auto-Submitted: auto-replied\n']) {
      const { spent } = await timed(Buffer.from(`${others}${field}${piece.repeat(times)}${end}\n\nHello.\n`));
      expect(spent).toBeLessThan(limit);
    }
  });

  test('a subject that begins with a space and "Re:" is a person\u2019s, whatever it says about holidays', async () => {
    const mail = await read(
      Buffer.from('From: zoe@example.net\nSubject: =?utf-8?Q?_Re=3A_Holiday?=\n\nThank you.\n'),
    );
    expect(mail.verdict).toBe('reply');
  });
});

/** Changes, doubles, swaps or removes a few pieces. */
function mutate(raw: Uint8Array, random: () => number): Uint8Array {
  let bytes = Buffer.from(raw);
  const at = () => Math.floor(random() * bytes.length);
  for (let left = 1 + Math.floor(random() * 6); left > 0; left--) {
    const [from = 0, to = 0] = [at(), at()].sort((a, b) => a - b);
    const piece = bytes.subarray(from, Math.min(to, from + 400));
    const kind = Math.floor(random() * 4);
    if (kind === 0) bytes = Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + piece.length)]);
    else if (kind === 1) bytes = Buffer.concat([bytes.subarray(0, to), piece, piece, bytes.subarray(to)]);
    else if (kind === 2) bytes = Buffer.concat([bytes.subarray(0, at()), piece]);
    else bytes[from] = Math.floor(random() * 256);
  }
  return bytes;
}

/** mulberry32 */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
