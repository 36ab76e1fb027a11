import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { createComposer } from '../../pipeline/messages/composer.ts';
import { cleanName, isolateName } from '../../pipeline/messages/personal-values.ts';
import { parseAddress, wireAddress } from '../../pipeline/subscribers/parse-address.ts';
import { hostileNames, oddAddresses } from './hostile-values.ts';
import { createTinyEdition, links, stamp, subscriber } from './tiny-edition.ts';

fc.configureGlobal({ seed: 20261119 });

const composer = createComposer(createTinyEdition(), { links });
const reader = { address: 'zoe@example.org', name: undefined, subscriber };
const usual = await composer.compose({ ...reader, name: 'Zoë' }, stamp);
const usualHeaders = (await PostalMime.parse(usual.raw)).headers.map(({ key }) => key);

test('a hostile name comes out as text, in the header, in the text and in the HTML', async () => {
  await fc.assert(
    fc.asyncProperty(hostileNames, async (name) => {
      const { raw } = await composer.compose({ ...reader, name }, stamp);
      const parsed = await PostalMime.parse(raw);
      const expected = cleanName(name);
      const shown = expected && isolateName(expected, 'ltr');
      expect(parsed.headers.map(({ key }) => key)).toEqual(usualHeaders);
      expect(parsed.to).toEqual([{ name: expected ?? '', address: 'zoe@example.org' }]);
      expect(parsed.text?.split(',\n')[0]).toBe(
        shown === undefined ? 'Hello' : `Hello ${shown}`.split(',\n')[0],
      );
      expect(readHtml(parsed.html ?? '')).toEqual({
        title: shown ?? 'Hello',
        greeting: shown === undefined ? 'Hello,' : `Hello ${shown},`,
        elements: expect.toSatisfy((tags: string[]) => !tags.includes('script')),
      });
    }),
    { numRuns: 500 },
  );
});

test('a cleaned name cannot break a line or change its direction', () => {
  fc.assert(
    fc.property(hostileNames, (name) => {
      const cleaned = cleanName(name) ?? '';
      expect(cleaned).not.toMatch(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
      expect(cleanName(cleaned) ?? '').toBe(cleaned);
    }),
  );
});

test('an odd address is one address, the same in the header and in the envelope', async () => {
  await fc.assert(
    fc.asyncProperty(oddAddresses, hostileNames, async (address, name) => {
      const { raw, envelope } = await composer.compose({ ...reader, address, name }, stamp);
      const parsed = await PostalMime.parse(raw);
      expect(parsed.to).toHaveLength(1);
      const bare = (text = '') => text.replace(/^"(.*)"@/, (_, local) => `${local.replace(/\\(.)/g, '$1')}@`);
      expect(bare(parsed.to?.[0]?.address)).toBe(bare(envelope.to));
      expect(parsed.cc ?? parsed.bcc).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});

test('every address that the import takes can be written into a message', async () => {
  const candidates = fc.oneof(
    oddAddresses,
    fc.tuple(hostileNames, hostileNames).map(([local, domain]) => `${local}@${domain}.example.org`),
    fc.emailAddress(),
  );
  await fc.assert(
    fc.asyncProperty(candidates, async (text) => {
      const parsed = parseAddress(text);
      fc.pre('normalised' in parsed);
      const address = wireAddress(parsed.address, parsed.normalised);
      expect((await composer.compose({ ...reader, address }, stamp)).envelope.to).toBe(address);
    }),
  );
});

test('lines stay within the limits of mail whatever is filled in', async () => {
  const encodedLine = /^(?:[\t\x20-\x3c\x3e-\x7e]|=[0-9A-F]{2}|=$)*$/;
  await fc.assert(
    fc.asyncProperty(oddAddresses, hostileNames, async (address, name) => {
      const { raw } = await composer.compose({ ...reader, address, name }, stamp);
      const text = Buffer.from(raw).toString('latin1');
      const head = text.slice(0, text.indexOf('\r\n\r\n'));
      const lines = text.split('\r\n');
      expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n\0]/);
      expect(lines.filter((line) => line.startsWith('.') || line.startsWith('From '))).toEqual([]);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998);
      expect(head.split('\r\n').filter((line) => line.trim() === '')).toEqual([]);
      // RFC 5322, 2.1.1. A longer line is one word, which no space allows to fold.
      const long = head.split('\r\n').filter((line) => line.length > 78);
      for (const line of long) expect(line).toMatch(/^(?:[\w-]+:)? \S+$/);
      for (const line of text.slice(head.length).split('\r\n')) {
        expect(line.length).toBeLessThanOrEqual(76);
        if (!/^(?:--=_|Content-Type: )/.test(line)) expect(line).toMatch(encodedLine);
        expect(line).not.toMatch(/[ \t]$/);
      }
    }),
    { numRuns: 300 },
  );
});

test('hostile text of the edition comes out as text in its headers', async () => {
  await fc.assert(
    fc.asyncProperty(hostileNames, hostileNames, hostileNames, async (subject, sender, list) => {
      const edition = createTinyEdition('en', {
        subject,
        from: { name: sender, address: 'news@courant.example.org' },
        list: { name: list, id: 'en.courant.example.org' },
      });
      const { raw } = await createComposer(edition, { links }).compose(reader, stamp);
      const parsed = await PostalMime.parse(raw);
      expect(parsed.headers.map(({ key }) => key)).toEqual(usualHeaders);
      expect(parsed.subject ?? '').toBe(inOneLine(subject));
      expect(parsed.from).toEqual({ name: inOneLine(sender), address: 'news@courant.example.org' });
    }),
    { numRuns: 300 },
  );
});

const inOneLine = (text: string) => cleanName(text) ?? '';

function readHtml(html: string) {
  const elements: string[] = [];
  let title = '';
  let greeting = '';
  let paragraphs = 0;
  const parser = new Parser({
    onopentag(name, { title: value }) {
      elements.push(name);
      if (name === 'p') paragraphs += 1;
      if (value !== undefined) title = value;
    },
    ontext(text) {
      if (paragraphs === 1) greeting += text;
    },
  });
  parser.end(html);
  return { title, greeting: greeting.trimEnd(), elements };
}
