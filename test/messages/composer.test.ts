import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import type { Edition } from '../../pipeline/editions/edition.ts';
import { fillMergeText, type MergeValues } from '../../pipeline/editions/merge-text.ts';
import { createComposer } from '../../pipeline/messages/composer.ts';
import type { Message, Recipient } from '../../pipeline/messages/message.ts';
import { createTinyEdition, links, stamp, subscriber } from './tiny-edition.ts';

const locales = ['en', 'nl', 'ar'] as const;
const reader: Recipient = { address: 'zoe@example.org', name: "Zoë van 't Hof", subscriber };
const rawOf = (message: Message) => Buffer.from(message.raw).toString('latin1');

const asIs = (value: string) => value;

const valuesIn = (locale: string, name: string | undefined): MergeValues => ({
  name,
  unsubscribeUrl: links.unsubscribeUrl(subscriber, locale),
  preferencesUrl: links.preferencesUrl(subscriber, locale),
  webVersionUrl: `https://courant.example.org/${locale}/2026-11-19-november/`,
});

test('a message that was sent gives its memory to one other message', async () => {
  const composer = createComposer(createTinyEdition('en'), { links });
  const sent = await composer.compose(reader, stamp);
  const text = rawOf(sent);
  sent.release?.();
  sent.release?.();
  const readers = ['ann', 'bob'].map((name) => ({ ...reader, address: `${name}@example.org` }));
  const [ann, bob] = await Promise.all(readers.map((each) => composer.compose(each, stamp)));
  expect(ann?.raw.buffer).toBe(sent.raw.buffer);
  expect(bob?.raw.buffer).not.toBe(sent.raw.buffer);
  expect(ann && rawOf(ann)).toBe(text.replace('zoe@', 'ann@'));
});

describe.each(locales)('a message in %s', (locale) => {
  const edition = createTinyEdition(locale);
  const composer = createComposer(edition, { links, unsubscribeMailbox: 'leave@courant.example.org' });

  test('stays the same, byte for byte', async () => {
    const message = await composer.compose(reader, stamp);
    await expect(rawOf(message)).toMatchFileSnapshot(`__snapshots__/${locale}.eml`);
    const again = await createComposer(edition, {
      links,
      unsubscribeMailbox: 'leave@courant.example.org',
    }).compose(reader, stamp);
    expect(rawOf(again)).toBe(rawOf(message));
  });

  test('reads as it was meant, field by field', async () => {
    const message = await composer.compose(reader, stamp);
    const parsed = await PostalMime.parse(message.raw);
    const name = locale === 'ar' ? "\u2068Zoë van 't Hof\u2069" : "Zoë van 't Hof";
    const unsubscribe = links.unsubscribeUrl(subscriber, locale);
    const headers = Object.fromEntries(parsed.headers.map(({ key, value }) => [key, value]));

    expect(parsed.from).toEqual({ name: edition.from.name, address: 'news@courant.example.org' });
    expect(parsed.to).toEqual([{ name: "Zoë van 't Hof", address: 'zoe@example.org' }]);
    expect(parsed.replyTo).toEqual([{ name: '', address: 'editors@courant.example.org' }]);
    expect(parsed.subject).toBe(edition.subject);
    expect(parsed.date).toBe('2026-11-19T06:00:00.000Z');
    expect(parsed.messageId).toBe(stamp.messageId);
    expect(parsed.headers.map(({ key }) => key)).toEqual([
      'from',
      'to',
      'reply-to',
      'subject',
      'date',
      'message-id',
      'list-unsubscribe',
      'list-unsubscribe-post',
      'list-id',
      'list-help',
      'list-archive',
      'archived-at',
      'feedback-id',
      'content-language',
      'mime-version',
      'content-type',
    ]);
    expect(headers).toMatchObject({
      'list-unsubscribe': `<${unsubscribe}>, <mailto:leave@courant.example.org?subject=unsubscribe%20${unsubscribe.split('/').at(-1)}>`,
      'list-unsubscribe-post': 'List-Unsubscribe=One-Click',
      'list-id': expect.stringMatching(new RegExp(`<${locale}\\.courant\\.example\\.org>$`)),
      'list-help': `<https://courant.example.org/${locale}/help>`,
      'list-archive': `<https://courant.example.org/${locale}/>`,
      'archived-at': `<https://courant.example.org/${locale}/2026-11-19-november/>`,
      'content-language': locale,
      'mime-version': '1.0',
    });
    const html = valuesIn(locale, name.replace("'", '&#39;'));
    // The parser ends every text with a line break of its own.
    expect(parsed.text).toBe(`${fillMergeText(edition.text, valuesIn(locale, name), asIs)}\n`);
    expect(parsed.html).toBe(`${fillMergeText(edition.html, html, asIs)}\n`);
    expect(parsed.attachments).toEqual([]);
  });

  test('keeps to the limits of mail', async () => {
    const raw = rawOf(await composer.compose(reader, stamp));
    const lines = raw.split('\r\n');
    expect(raw).toMatch(/\r\n$/);
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[^\t\x20-\x7e]/);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998);
    const body = raw.slice(raw.indexOf('\r\n\r\n')).split('\r\n');
    expect(Math.max(...body.map((line) => line.length))).toBeLessThanOrEqual(76);
    expect(lines.filter((line) => line.startsWith('.') || line.startsWith('From '))).toEqual([]);
  });
});

describe('a message', () => {
  const composer = createComposer(createTinyEdition(), { links });

  test('is sent from the edition’s address, or from the bounce address if there is one', async () => {
    const plain = await composer.compose(reader, stamp);
    expect(plain.envelope).toEqual({ from: 'news@courant.example.org', to: 'zoe@example.org' });
    const bounced = createComposer(createTinyEdition(), {
      links,
      bounceAddress: 'bounce@courant.example.org',
    });
    expect((await bounced.compose(reader, stamp)).envelope.from).toBe('bounce@courant.example.org');
  });

  test('greets a reader without a name', async () => {
    const nameless = { ...reader, name: ' \r\n ' };
    const parsed = await PostalMime.parse((await composer.compose(nameless, stamp)).raw);
    expect(parsed.to).toEqual([{ name: '', address: 'zoe@example.org' }]);
    expect(parsed.text).toMatch(/^Hello,\n/);
    expect(parsed.html).toContain('title="Hello">Hello,');
  });

  test('offers unsubscribing by mail only with a configured mailbox', async () => {
    const mailboxOf = async (edition: Edition, options: { unsubscribeMailbox?: string }) => {
      const { raw } = await createComposer(edition, { links, ...options }).compose(reader, stamp);
      return /<mailto:([^?]+)\?subject=unsubscribe%20v1\.[\w-]+>/.exec(Buffer.from(raw).toString())?.[1];
    };
    const silent = createTinyEdition('en', { replyTo: undefined });
    // The editors' Reply-To is read by people, who are not to unsubscribe anybody by hand.
    expect(await mailboxOf(createTinyEdition(), {})).toBeUndefined();
    expect(await mailboxOf(silent, { unsubscribeMailbox: 'leave@example.org' })).toBe('leave@example.org');
    expect(await mailboxOf(silent, {})).toBeUndefined();
  });

  test('offers one click only for an HTTPS address', async () => {
    const insecure = createComposer(createTinyEdition(), {
      links: { ...links, unsubscribeUrl: () => 'http://localhost/unsubscribe/v1.x' },
      unsubscribeMailbox: 'leave@courant.example.org',
    });
    const raw = rawOf(await insecure.compose(reader, stamp));
    expect(raw).toContain('List-Unsubscribe: <http://localhost/unsubscribe/v1.x>,');
    expect(raw).not.toContain('List-Unsubscribe-Post');
  });

  test('writes an internationalised domain in its A-label form, in the header and in the envelope', async () => {
    const abroad = createTinyEdition('nl', {
      from: { name: 'Courant', address: 'nieuws@münchen.example.org' },
    });
    const message = await createComposer(abroad, { links }).compose(
      { ...reader, address: 'jürgen@straße.example.org' },
      stamp,
    );
    expect(message.envelope).toEqual({
      from: 'nieuws@xn--mnchen-3ya.example.org',
      to: 'jürgen@xn--strae-oqa.example.org',
    });
    expect(Buffer.from(message.raw).toString()).toMatch(
      /^From: Courant <nieuws@xn--mnchen-3ya\.example\.org>\r\n/,
    );
  });

  test.each([
    ['no at sign', 'example.org'],
    ['no local part', '@example.org'],
    ['no domain', 'zoe@'],
    ['a line break', 'zoe\r\nBcc: all@example.org'],
    ['a line break in the local part', 'a\r\nb@example.org'],
    ['a domain that holds a path', 'zoe@example.org/../x'],
    ['254 bytes and more', `zoe@${'a.'.repeat(130)}example.org`],
  ])('is not made for an address with %s', async (_, address) => {
    await expect(composer.compose({ ...reader, address }, stamp)).rejects.toMatchObject({
      problems: [{ code: 'subscriber-address' }],
    });
    await expect(composer.compose({ ...reader, address }, stamp)).rejects.not.toThrow(/zoe/);
  });
});
