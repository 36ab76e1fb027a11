import fc from 'fast-check';

const pieces = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '\r\nBcc: all@example.org\r\n\r\n',
    '\n.\r\n',
    '\u0000',
    '"',
    '\\',
    "'",
    '<script>',
    '&amp;',
    '{{name}}',
    '=?utf-8?Q?=42?=',
    '=?x?=',
    '=3D',
    '> <other@example.org>',
    ',',
    ';',
    '(comment',
    'Ünïcödé',
    'שלום',
    'مرحبا',
    '\u202egnp.exe',
    '👩‍👩‍👧‍👦',
    '🇳🇱',
    '𝔘',
    '\ud800',
    ' ',
    '\t',
    '.',
    'From ',
    'tot Oldenhoven-Featherstonehaugh'.repeat(4),
    'x'.repeat(1000),
  ),
);

/** Names as nobody should have, but somebody will. */
export const hostileNames = fc.array(pieces, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));

const labels = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}[a-z0-9]$/).filter((label) => !label.includes('--'));
const localParts = fc.oneof(
  fc.stringMatching(/^[a-z0-9!#$%&'*+=?^_`{|}~-]{1,64}$/),
  fc.constantFrom(
    "o'brien",
    'a b',
    'a"b',
    'back\\slash',
    'a..b',
    '.a',
    'x@y',
    '"quoted"',
    'a,b',
    'jürgen',
    '李',
  ),
);

/** Addresses that are allowed, up to 200 characters and more, however odd. */
export const oddAddresses = fc
  .tuple(localParts, fc.array(labels, { minLength: 1, maxLength: 7 }))
  .map(([local, domain]) => `${local}@${domain.join('.')}.example.org`)
  .filter((address) => Buffer.byteLength(address) <= 240);
