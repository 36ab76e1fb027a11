import fc from 'fast-check';
import MailComposer from 'nodemailer/lib/mail-composer';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import type { Edition } from '../../pipeline/editions/edition.ts';
import { fillMergeText } from '../../pipeline/editions/merge-text.ts';
import { escapeHtml } from '../../pipeline/foundation/text/escape-html.ts';
import { createComposer } from '../../pipeline/messages/composer.ts';
import type { Recipient } from '../../pipeline/messages/message.ts';
import { cleanName, isolateName } from '../../pipeline/messages/personal-values.ts';
import { hostileNames, oddAddresses } from './hostile-values.ts';
import { createTinyEdition, links, stamp, subscriber } from './tiny-edition.ts';

fc.configureGlobal({ seed: 20261119 });

const reader: Recipient = { address: 'zoe@example.org', name: 'Zoe', subscriber };

/** The message as nodemailer's MailComposer makes it of the same values, one recipient at a time. */
async function composeByReference(edition: Edition, { address, name }: Recipient): Promise<string> {
  const cleaned = cleanName(name);
  const unsubscribeUrl = links.unsubscribeUrl(subscriber, edition.locale);
  const values = {
    name: cleaned && isolateName(cleaned, edition.direction),
    unsubscribeUrl,
    preferencesUrl: links.preferencesUrl(subscriber, edition.locale, stamp.date.getTime()),
    webVersionUrl: edition.webUrl,
  };
  const mail = new MailComposer({
    from: edition.from,
    to: { name: cleaned ?? '', address },
    replyTo: edition.replyTo,
    subject: edition.subject,
    messageId: stamp.messageId,
    date: stamp.date,
    text: fillMergeText(edition.text, values, (value) => value),
    html: fillMergeText(edition.html, values, escapeHtml),
    encoding: 'quoted-printable',
    newline: 'win',
    headers: {
      'List-Unsubscribe': `<${unsubscribeUrl}>`,
      'Content-Language': edition.locale,
    },
  });
  return (await mail.compile().build()).toString();
}

async function compose(edition: Edition, recipient: Recipient): Promise<string> {
  return Buffer.from((await createComposer(edition, { links }).compose(recipient, stamp)).raw).toString();
}

const shared = [
  'from',
  'to',
  'reply-to',
  'subject',
  'message-id',
  'date',
  'list-unsubscribe',
  'content-language',
  'mime-version',
];

function headersOf(raw: string): Record<string, string> {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n(?=[ \t])/g, '');
  const fields = head.split('\r\n').map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return Object.fromEntries(fields);
}

/** The encoded body with the differences that are named below taken out of it. */
function bodyOf(raw: string): string {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1] ?? '';
  return raw
    .slice(raw.indexOf('\r\n\r\n'))
    .replaceAll(boundary, 'boundary')
    .replaceAll('=\r\n', '')
    .replaceAll('=20', ' ')
    .replaceAll('=2E', '.')
    .replaceAll('=46', 'F');
}

describe('compared with MailComposer', () => {
  test.each(['en', 'nl', 'ar'] as const)(
    'the body in %s is the same, byte for byte but for what is named below',
    async (locale) => {
      const edition = createTinyEdition(locale);
      await fc.assert(
        fc.asyncProperty(hostileNames, async (name) => {
          const recipient = { ...reader, name };
          expect(bodyOf(await compose(edition, recipient))).toBe(
            bodyOf(await composeByReference(edition, recipient)),
          );
        }),
      );
    },
  );

  test('the parsed message is the same for any name and address', async () => {
    const edition = createTinyEdition();
    await fc.assert(
      fc.asyncProperty(hostileNames, oddAddresses, async (name, address) => {
        const recipient = { ...reader, name, address };
        // Named below: the two treat these differently on purpose.
        fc.pre(!name.includes('=?') && !/[^\x00-\x7f]/.test(address));
        const ours = await PostalMime.parse(await compose(edition, recipient));
        const theirs = await PostalMime.parse(await composeByReference(edition, recipient));
        const { headers, ...content } = ours;
        const { headers: theirHeaders, ...theirContent } = theirs;
        expect({ ...content, headerLines: [] }).toEqual({ ...theirContent, headerLines: [] });
      }),
    );
  });

  test('the header fields are the same where nothing needs encoding', async () => {
    const edition = createTinyEdition('en', {
      subject: 'Government on the verge of collapse '.repeat(4).trim(),
    });
    const ours = headersOf(await compose(edition, reader));
    const theirs = headersOf(await composeByReference(edition, reader));
    for (const name of shared) expect([name, ours[name]]).toEqual([name, theirs[name]]);
  });
});

describe('differs from MailComposer on purpose:', () => {
  const lines = async (changes: Partial<Edition>, recipient: Partial<Recipient>, pattern: RegExp) => {
    const edition = createTinyEdition('en', changes);
    const whole = { ...reader, ...recipient };
    const find = (raw: string) => pattern.exec(raw)?.[0];
    return {
      ours: find(await compose(edition, whole)),
      theirs: find(await composeByReference(edition, whole)),
    };
  };

  test('the boundary depends on the edition, and cannot occur in quoted-printable text', async () => {
    expect(await lines({}, {}, /boundary="[^0-9a-f]+/)).toEqual({
      ours: 'boundary="=_',
      theirs: 'boundary="--_NmP-',
    });
  });

  test('a soft break is around a value, not at a space', async () => {
    expect(
      await lines({ text: ['Dear ', { field: 'name' }, ', hello'] }, {}, /^Dear[^-]+(?=\r\n--)/m),
    ).toEqual({
      ours: 'Dear=20Zoe=\r\n, hello',
      theirs: 'Dear Zoe, hello',
    });
  });

  test('no line of a body begins with a dot or with "From "', async () => {
    const text = ['.dot\nFrom us\n', { field: 'name' }] as const;
    expect(await lines({ text }, {}, /^(?:=2E|\.)dot\r\n.*/m)).toEqual({
      ours: '=2Edot\r\n=46rom us',
      theirs: '.dot\r\nFrom us',
    });
  });

  test('a name of atoms goes without quotes', async () => {
    expect(await lines({}, { name: "Seán's" }, /^To: .*/m)).toEqual({
      ours: 'To: =?utf-8?Q?Se=C3=A1n=27s?= <zoe@example.org>',
      theirs: 'To: =?UTF-8?Q?Se=C3=A1n=27s?= <zoe@example.org>',
    });
    expect(await lines({}, { name: "O'Brien" }, /^To: .*/m)).toEqual({
      ours: "To: O'Brien <zoe@example.org>",
      theirs: 'To: "O\'Brien" <zoe@example.org>',
    });
  });

  test('an encoded word is longer', async () => {
    const name = 'Ötzi Übermütig von und zu Größenwahn';
    expect(await lines({}, { name }, /^To: .*(?:\r\n .*)*/m)).toMatchInlineSnapshot(`
      {
        "ours": "To: =?utf-8?Q?=C3=96tzi_=C3=9Cberm=C3=BCtig_von_und_zu_Gr=C3=B6?=
       =?utf-8?Q?=C3=9Fenwahn?= <zoe@example.org>",
        "theirs": "To: =?UTF-8?Q?=C3=96tzi_=C3=9Cberm=C3=BCtig_von_und_zu?=
       =?UTF-8?Q?_Gr=C3=B6=C3=9Fenwahn?= <zoe@example.org>",
      }
    `);
  });

  test('a name that looks like an encoded word is not taken for one', async () => {
    expect(await lines({}, { name: '=?utf-8?Q?=42?=' }, /^To: .*/m)).toMatchInlineSnapshot(`
      {
        "ours": "To: =?utf-8?Q?=3D=3Futf-8=3FQ=3F=3D42=3F=3D?= <zoe@example.org>",
        "theirs": "To: "=?utf-8?Q?=42?=" <zoe@example.org>",
      }
    `);
  });

  test('a domain is an A-label beside a local part that is not ASCII, too', async () => {
    expect(await lines({}, { name: undefined, address: 'jürgen@münchen.example.org' }, /^To: .*/m)).toEqual({
      ours: 'To: jürgen@xn--mnchen-3ya.example.org',
      theirs: 'To: jürgen@münchen.example.org',
    });
  });

  test('header fields are in their own order', async () => {
    const order = (raw: string) => Object.keys(headersOf(raw)).filter((name) => shared.includes(name));
    expect(order(await compose(createTinyEdition(), reader))).toMatchInlineSnapshot(`
      [
        "from",
        "to",
        "reply-to",
        "subject",
        "date",
        "message-id",
        "list-unsubscribe",
        "content-language",
        "mime-version",
      ]
    `);
    expect(order(await composeByReference(createTinyEdition(), reader))).toMatchInlineSnapshot(`
      [
        "list-unsubscribe",
        "content-language",
        "from",
        "to",
        "reply-to",
        "subject",
        "message-id",
        "date",
        "mime-version",
      ]
    `);
  });
});
