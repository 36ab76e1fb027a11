import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { authenticate } from 'mailauth';
import { describe, expect, test } from 'vitest';
import { createComposer } from '../../pipeline/messages/composer.ts';
import { createDkimSigners } from '../../pipeline/messages/dkim-keys.ts';
import { hostileNames, oddAddresses } from './hostile-values.ts';
import { createTinyEdition, links, stamp, subscriber } from './tiny-edition.ts';

fc.configureGlobal({ seed: 20261119 });

const pem = { type: 'pkcs8', format: 'pem' } as const;
const spki = { type: 'spki', format: 'der' } as const;
const rsa = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: spki,
  privateKeyEncoding: pem,
});
const ed25519 = generateKeyPairSync('ed25519', { publicKeyEncoding: spki, privateKeyEncoding: pem });

const domain = 'courant.example.org';
const zone: Readonly<Record<string, string>> = {
  [`news._domainkey.${domain}`]: `v=DKIM1; k=rsa; p=${rsa.publicKey.toString('base64')}`,
  // RFC 8463, 4: the bare key, which is the last 32 bytes of its DER form.
  [`ed._domainkey.${domain}`]: `v=DKIM1; k=ed25519; p=${ed25519.publicKey.subarray(-32).toString('base64')}`,
  [`_dmarc.${domain}`]: 'v=DMARC1; p=reject; adkim=s',
};

async function resolve(name: string, type: string): Promise<string[][]> {
  const record = type === 'TXT' ? zone[name] : undefined;
  if (record === undefined) throw Object.assign(new Error(`no ${type} for ${name}`), { code: 'ENOTFOUND' });
  return [[record]];
}

const verify = (raw: Uint8Array | string) =>
  authenticate(Buffer.from(raw), { resolver: resolve, disableArc: true, disableBimi: true });

const resultsOf = async (raw: Uint8Array | string) => {
  const { dkim } = await verify(raw);
  return dkim.results.map((result) => [result.algo, result.selector, result.status.result]);
};

const signers = createDkimSigners(rsa.privateKey, { domain, selector: 'news' });
const both = createDkimSigners(`${rsa.privateKey}\n${ed25519.privateKey}`, {
  domain,
  selector: 'news',
  ed25519Selector: 'ed',
});
// Long past, since a verifier refuses what was signed in the future.
const past = { ...stamp, date: new Date('2023-07-06T06:00:00Z') };
const reader = { address: 'zoe@example.org', name: "Zoë van 't Hof", subscriber };
const signed = await createComposer(createTinyEdition('nl'), { links, signers }).compose(reader, past);
const text = Buffer.from(signed.raw).toString('latin1');

describe('a signed message', () => {
  test.each(['en', 'nl', 'ar'] as const)(
    'in %s is verified by an independent implementation',
    async (locale) => {
      const composer = createComposer(createTinyEdition(locale), { links, signers });
      const { raw } = await composer.compose(reader, past);
      const { dkim, dmarc } = await verify(raw);
      expect(dkim.results).toMatchObject([
        {
          signingDomain: domain,
          selector: 'news',
          algo: 'rsa-sha256',
          format: 'relaxed/relaxed',
          status: { result: 'pass' },
        },
      ]);
      expect(dmarc).toMatchObject({ status: { result: 'pass' }, policy: 'reject' });
    },
  );

  test('with two keys has two signatures, and both are right', async () => {
    const composer = createComposer(createTinyEdition(), { links, signers: both });
    expect(await resultsOf((await composer.compose(reader, past)).raw)).toEqual([
      ['rsa-sha256', 'news', 'pass'],
      ['ed25519-sha256', 'ed', 'pass'],
    ]);
  });

  test('is verified whatever its values are', async () => {
    const composer = createComposer(createTinyEdition('ar'), { links, signers: both });
    await fc.assert(
      fc.asyncProperty(hostileNames, oddAddresses, async (name, address) => {
        const { raw } = await composer.compose({ ...reader, name, address }, past);
        expect((await resultsOf(raw)).map(([, , result]) => result)).toEqual(['pass', 'pass']);
      }),
    );
  });

  test('is verified where the body begins with a value, too', async () => {
    const edition = createTinyEdition('en', { text: [{ field: 'name' }, '\n'], html: ['<p>constant</p>'] });
    const { raw } = await createComposer(edition, { links, signers }).compose(reader, past);
    expect(await resultsOf(raw)).toEqual([['rsa-sha256', 'news', 'pass']]);
  });

  test('covers every field of its header, and stays the same', async () => {
    const covered = /h=([^;]+);/.exec(text.replace(/\r\n(?=[ \t])/g, ''))?.[1]?.split(/\s*:\s*/) ?? [];
    const head = text.slice(0, text.indexOf('\r\n\r\n')).replace(/\r\n(?=[ \t])/g, '');
    const present = head.split('\r\n').map((line) => line.slice(0, line.indexOf(':')).toLowerCase());
    expect(new Set(covered)).toEqual(new Set(present.slice(1)));
    expect(covered).toContain('list-unsubscribe-post');
    const again = await createComposer(createTinyEdition('nl'), { links, signers }).compose(reader, past);
    expect(Buffer.from(again.raw).toString('latin1')).toBe(text);
  });
});

describe('the signature breaks', () => {
  test.each([
    ['From', /^From: .*/m, 'From: "Somebody else" <news@courant.example.org>'],
    ['To', /^To: .*/m, 'To: other@example.org'],
    ['Subject', /^Subject: /m, 'Subject: Not '],
    ['Date', /2023 06/m, '2023 07'],
    ['Message-ID', /^Message-ID: </m, 'Message-ID: <0'],
    ['Content-Type', /text\/plain/m, 'text/x'],
    ['Content-Language', /^Content-Language: nl/m, 'Content-Language: en'],
    ['List-Unsubscribe', /\/unsubscribe\//, '/unsubscribe/v1.x'],
    ['List-Unsubscribe-Post', /One-Click/, 'Two-Clicks'],
    ['List-Id', /<nl\./, '<en.'],
    ['Reply-To', /editors@/, 'other@'],
    ['the text', /coalitie/, 'oppositie'],
    ['the HTML', /<b>/, '<i>'],
    ['the end', /--\r\n$/, '--\r\nmore\r\n'],
  ])('when %s is changed', async (_, pattern, replacement) => {
    const changed = text.replace(pattern, replacement);
    expect(changed).not.toBe(text);
    expect((await resultsOf(changed)).map(([, , result]) => result)).not.toContain('pass');
  });

  test.each([
    'From: Somebody else <other@courant.example.org>',
    'To: other@example.org',
    'Subject: Something else',
    'Reply-To: other@example.org',
    'Date: Thu, 06 Jul 2023 07:00:00 +0000',
    'Content-Type: text/html',
    'List-Unsubscribe: <https://other.example.org/>',
  ])('when a second field is put before the first: %s', async (field) => {
    const head = text.indexOf('From: ');
    const changed = `${text.slice(0, head)}${field}\r\n${text.slice(head)}`;
    expect((await resultsOf(changed)).map(([, , result]) => result)).not.toContain('pass');
  });

  test('but not when a relay changes white space in the body', async () => {
    const edition = createTinyEdition('en', {
      text: ['Two  spaces,\ta tab, and one at the end \nof a line.\n', { field: 'name' }, '  and  more \n'],
      html: ['<p>\n    Indented  <b> words </b>\t</p>\n', { field: 'name' }, ' \n\n  '],
    });
    const composer = createComposer(edition, { links, signers: both });
    await fc.assert(
      fc.asyncProperty(
        hostileNames,
        fc.infiniteStream(fc.constantFrom(' ', '  ', '\t', ' \t ')),
        async (name, spaces) => {
          const raw = Buffer.from((await composer.compose({ ...reader, name }, past)).raw).toString('latin1');
          const head = raw.indexOf('\r\n\r\n') + 4;
          const body = raw
            .slice(head)
            .replace(/[ \t]+/g, () => spaces.next().value)
            .replace(/(?<=[^\r\n])(?=\r\n)/g, () => spaces.next().value);
          const changed = `${raw.slice(0, head)}${body}\r\n\r\n`;
          expect((await resultsOf(Buffer.from(changed, 'latin1'))).map(([, , result]) => result)).toEqual([
            'pass',
            'pass',
          ]);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('but not when a relay folds the header again', async () => {
    const refolded = text.replace(/\r\n[ \t]+/g, ' ').replace(/^(Subject: \S+) /m, '$1\r\n\t');
    expect(refolded).not.toBe(text);
    expect(await resultsOf(refolded)).toEqual([['rsa-sha256', 'news', 'pass']]);
  });
});
