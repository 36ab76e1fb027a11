import { createHash, createHmac, hkdfSync } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Edition } from '../../pipeline/editions/edition.ts';
import type { MergeText, MergeValues } from '../../pipeline/editions/merge-text.ts';
import { escapeHtml } from '../../pipeline/foundation/text/escape-html.ts';
import { type Composer, createComposer } from '../../pipeline/messages/composer.ts';
import { createEditionFields } from '../../pipeline/messages/edition-fields.ts';
import { encodeTemplate, fillTemplate } from '../../pipeline/messages/encoded-template.ts';
import { createHeaderField, type HeaderField, joinFields } from '../../pipeline/messages/header-field.ts';
import { formatMailbox, normaliseAddress } from '../../pipeline/messages/mailbox.ts';
import type { Recipient } from '../../pipeline/messages/message.ts';
import { cleanName, isolateName } from '../../pipeline/messages/personal-values.ts';
import { createDateField, createUnsubscribeFields } from '../../pipeline/messages/recipient-fields.ts';
import { createLinks } from '../../pipeline/subscribers/links/links.ts';
import { hostileNames, oddAddresses } from './hostile-values.ts';
import { createTinyEdition } from './tiny-edition.ts';

const secret = 'a secret of forty characters, for tests.';
const publicUrl = 'https://courant.example.org';
const mailbox = 'leave@courant.example.org';
const date = new Date('2026-11-19T06:00:00Z');
const links = createLinks({ secrets: [secret], publicUrl, clock: () => 0 });

const readers = fc
  .record({
    address: oddAddresses,
    name: fc.option(hostileNames, { nil: undefined }),
    subscriber: fc.stringMatching(/^[0-9a-f]{32}$/),
    dispatch: fc.constantFrom(undefined, 7, 0xffffffff),
    messageId: fc.constantFrom('<a@example.org>', `<${'b'.repeat(90)}@courant.example.org>`),
  })
  .map((reader) => ({
    ...reader,
    date: new Date(date.getTime() + 1000 * (reader.subscriber.charCodeAt(0) % 3)),
  }));

type Reader = Recipient & { dispatch: number | undefined; messageId: string; date: Date };

test.each(['en', 'nl'] as const)(
  'a message in %s has the bytes that the plain way of composing gives',
  async (locale) => {
    const edition = createTinyEdition(locale);
    const given: { fields: readonly HeaderField[]; bodyHash: string }[] = [];
    const signature = 'DKIM-Signature: v=1; b=none\r\n';
    const signer = {
      async sign(fields: readonly HeaderField[], bodyHash: string) {
        given.push({ fields, bodyHash });
        return signature;
      },
    };
    // Each is used for many readers, as in a dispatch.
    const composers = new Map<string, Composer>();
    const composerFor = (dispatch: number | undefined, isSigned: boolean) => {
      const known = composers.get(`${dispatch} ${isSigned}`);
      if (known) return known;
      const signers = isSigned ? [signer] : [];
      const made = createComposer(edition, { links, unsubscribeMailbox: mailbox, dispatch, signers });
      composers.set(`${dispatch} ${isSigned}`, made);
      return made;
    };
    await fc.assert(
      fc.asyncProperty(readers, fc.boolean(), async (reader, isSigned) => {
        const composer = composerFor(reader.dispatch, isSigned);
        const { raw } = await composer.compose(reader, reader);
        const { fields, body } = composePlainly(edition, reader);
        const head = [...(isSigned ? [signature] : []), ...fields.map(({ raw }) => raw)].join('');
        expect(Buffer.from(raw).toString()).toBe(`${head}\r\n${body}`);
        const [signed] = given.splice(0);
        if (!isSigned) return;
        expect(signed && joinFields(signed.fields)).toEqual(joinFields(fields));
        expect(signed?.bodyHash).toBe(createHash('sha256').update(relax(body)).digest('base64'));
      }),
      { numRuns: 1500, seed: 20261129 },
    );
  },
);

/** Composes a message from its parts, one after the other, and prepares nothing. */
function composePlainly(edition: Edition, { address, name, subscriber, dispatch, messageId, date }: Reader) {
  const shown = cleanName(name);
  const preferencesEnd = Math.floor(date.getTime() / 1000) + 90 * 24 * 3600;
  const values: MergeValues = {
    name: shown && isolateName(shown, edition.direction),
    unsubscribeUrl: link('unsubscribe', 1, 0),
    preferencesUrl: link('preferences', 2, preferencesEnd),
    webVersionUrl: edition.webUrl,
  };
  const boundary = `=_${createHash('sha256').update(edition.hash).digest('hex').slice(0, 32)}`;
  const shared = createEditionFields(edition, `multipart/alternative; boundary="${boundary}"`);
  const to = createHeaderField('To', formatMailbox(normaliseAddress(address), shown));
  const id = createHeaderField('Message-ID', messageId);
  const leave = createUnsubscribeFields(values.unsubscribeUrl, mailbox);
  const rest = [createDateField(date), id, ...leave, ...shared.last];
  const part = (type: string, text: MergeText, encode: (value: string) => string) =>
    `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\n` +
    `Content-Transfer-Encoding: quoted-printable\r\n\r\n${fill(text, values, encode)}\r\n`;
  const body = `${part('text/plain', edition.text, (value) => value)}${part('text/html', edition.html, escapeHtml)}--${boundary}--\r\n`;
  return { fields: [...shared.beforeTo, to, ...shared.afterTo, ...rest], body };

  /** The form that `token.ts` describes. */
  function link(purpose: string, code: number, expires: number): string {
    const number = (value: number) => value.toString(16).padStart(8, '0');
    const named = dispatch === undefined ? '' : number(dispatch);
    const version = dispatch === undefined ? 'v1.' : 'v2.';
    const claim = `0${code}${subscriber}${number(expires)}${named}`;
    const payload = Buffer.concat([Buffer.from(claim, 'hex'), Buffer.from(edition.locale)]);
    const key = Buffer.from(hkdfSync('sha256', secret, '', `courant links v1 ${purpose}`, 32));
    const mac = createHmac('sha256', key).update(version).update(payload).digest().subarray(0, 16);
    return `${publicUrl}/${purpose}/${version}${Buffer.concat([payload, mac]).toString('base64url')}`;
  }
}

function fill(text: MergeText, values: MergeValues, encode: (value: string) => string): string {
  const encoded = {
    name: values.name === undefined ? undefined : encode(values.name),
    unsubscribeUrl: encode(values.unsubscribeUrl),
    preferencesUrl: encode(values.preferencesUrl),
    webVersionUrl: encode(values.webVersionUrl),
  };
  const output = { pieces: [], column: 0 };
  fillTemplate(encodeTemplate(text, { webVersionUrl: encoded.webVersionUrl }), encoded, output);
  return output.pieces
    .map((piece: string | { bytes: Buffer }) => (typeof piece === 'string' ? piece : piece.bytes))
    .join('');
}

/** RFC 6376, 3.4.4. */
const relax = (body: string) => body.replace(/[ \t]+(?=\r\n)/g, '').replace(/[ \t]+/g, ' ');
