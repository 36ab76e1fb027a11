/** What an SVG may not have, with its name for the message. */
const unsafe: readonly (readonly [RegExp, string])[] = [
  [/<\s*(?:[\w-]+:)?script\b/i, 'a script'],
  [/\son[a-z]{3,30}\s*=/i, 'a script'],
  [/javascript\s*:/i, 'a script'],
  [/<\s*(?:[\w-]+:)?(?:foreignObject|iframe|embed|object|handler|listener)\b/i, 'a part that is no drawing'],
  [/<!ENTITY\b/i, 'an entity of its own'],
  [/<\?xml-stylesheet\b/i, 'a style sheet outside of the file'],
  [/@import\b/i, 'a style sheet outside of the file'],
  [
    /\b(?:href|src)\s*=\s*(?:"\s*(?!#|data:image\/)[^"\s]|'\s*(?!#|data:image\/)[^'\s])/i,
    'a link out of the file',
  ],
  [/\burl\(\s*["']?\s*(?!["'#\s]|data:)/i, 'a link out of the file'],
];

/** What makes an SVG a program or loads something from elsewhere; undefined if it is only a drawing. */
export function findUnsafe(svg: string): string | undefined {
  // Escaped letters could hide a word, and long runs of spaces would make the patterns slow.
  const plain = svg
    .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/gi, (_, hex, decimal) => letter(hex, decimal))
    .replace(/\s+/g, ' ');
  return unsafe.find(([pattern]) => pattern.test(plain))?.[1];
}

function letter(hex: string | undefined, decimal: string | undefined): string {
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
}
