import fc from 'fast-check';

/** Pieces that mean something to Handlebars, MJML, HTML, CSS, i18next, Markdown, mail or a terminal. */
export const hostilePieces = [
  '{{x}}',
  '{{',
  '}}',
  '{{{x}}}',
  '{{#each body}}',
  '{{/if}}',
  '{{> parts/head}}',
  '\\{{x}}',
  '[[',
  ']]',
  '[[x]]',
  '<mj-text>',
  '</mj-text>',
  '<mj-include path="/etc/passwd" />',
  '</mjml>',
  '<script>alert(1)</script>',
  '</title>',
  '</style>',
  '<!--',
  '-->',
  '<!--[if mso]>',
  '<![endif]-->',
  '<![CDATA[',
  ']]>',
  '<?php',
  '<b onclick="x">',
  '"',
  "'",
  '" onload="x',
  '&amp;',
  '&#x41;',
  '&lt;',
  '&nbsp',
  '&',
  '<',
  '>',
  '`',
  '``` ',
  '**',
  '_a_',
  '[a](https://evil.example/)',
  '![a](b)',
  '\\',
  '$t(email:date)',
  '$&',
  '$1',
  '%7B%7B',
  '\u0000',
  '\u0007',
  '\u001b[31m',
  '\u007f',
  '\u0085',
  '\u202e',
  '\u202a',
  '\u2066',
  '\u2067',
  '\u2068',
  '\u2069',
  '\u200e',
  '\u200b',
  '\u2028',
  '\ufeff',
  '\ufdd0',
  '\ufdd1',
  '\ufdd0name\ufdd1',
  '\ufdd0?name\ufdd1',
  '\ufdd20:1\ufdd3',
  '\ufdef',
  '\uffff',
  '\u{1fffe}',
  '\ud800',
  '\udc00',
  '\r\n',
  '\nBcc: someone@example.org',
  '\t',
  'مرحبا بالعالم',
  'שלום',
  '👩‍👩‍👧‍👦',
  '🏳️‍🌈',
  '漢字とかな',
  'e\u0301\u0301\u0301',
  'x'.repeat(300),
  '-- ',
  '.',
  'From me',
];

/** A text of some hostile pieces, words and any characters between them. */
export const hostileText = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...hostilePieces) },
      { weight: 1, arbitrary: fc.constantFrom('word', ' ', 'two words') },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((pieces) => pieces.join(''));

/**
 * What is left of a text where it is shown, said without the code under test: what is no character, steers the
 * terminal or overrides the direction is U+FFFD, isolates are in pairs. White space is not compared.
 */
export function asShown(text: string): string {
  let open = 0;
  let shown = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (/\s/.test(character) && (!isHarmful(code) || /[\t\r\n]/.test(character))) continue;
    if (code >= 0x2066 && code <= 0x2068) open++;
    if (code === 0x2069 && open === 0) continue;
    if (code === 0x2069) open--;
    shown += isHarmful(code) ? '\ufffd' : character;
  }
  return shown + '\u2069'.repeat(open);
}

function isHarmful(code: number): boolean {
  const isControl = code < 0x20 || (code >= 0x7f && code <= 0x9f);
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  const isSeparatorOrOverride = code >= 0x2028 && code <= 0x202e;
  const isNoCharacter = (code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) === 0xfffe;
  return isControl || isSurrogate || isSeparatorOrOverride || isNoCharacter;
}

/** Markdown in which every sign stands for itself. Line breaks would be breaks, and blank lines an error. */
export function asMarkdown(text: string): string {
  return text.replace(/[\t\r\n ]+/g, ' ').replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
