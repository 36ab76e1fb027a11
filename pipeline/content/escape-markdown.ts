/** Escapes a text for inline Markdown: nothing, what could be markup at its place, or all signs of markup. */
export function escapeMarkdown(text: string, escapes: 'none' | 'needed' | 'all'): string {
  if (escapes === 'none') return text;
  const all = text.replace(/[\\`*_[\]<&]/g, (sign, at: number) => {
    const isNeeded = escapes === 'all' || isMarkup(sign, text[at - 1], text.slice(at + 1));
    return isNeeded ? `\\${sign}` : sign;
  });
  // An address would become a link.
  return all.replace(/(https?):(?=\/\/)/gi, '$1\\:');
}

/** Whether a sign could be markup, judged by the text around it. Marks may touch both ends of the text. */
function isMarkup(sign: string, before: string | undefined, rest: string): boolean {
  const after = rest[0];
  const isAlone = isSpace(before) && isSpace(after);
  switch (sign) {
    case '\\':
      return after === undefined || /[!-/:-@[-`{-~]/.test(after);
    case '*':
      return !isAlone;
    case '_':
      return !isAlone && !(isLetter(before) && isLetter(after));
    case '<':
      return after === undefined || /[a-z/!?]/i.test(after);
    case '&':
      return /^#?\w+;/.test(rest);
    default:
      return true;
  }
}

const isSpace = (sign: string | undefined) => sign !== undefined && /\s/.test(sign);
const isLetter = (sign: string | undefined) => sign !== undefined && /[a-z0-9]/i.test(sign);

/**
 * Writes the first or last character of a text as a character reference if it is no space, because a mark
 * beside a letter does not count where it begins or ends with punctuation.
 */
export function encodeEdges(
  text: string,
  { first = false, last = false }: { readonly first?: boolean; readonly last?: boolean },
  escaped: (text: string) => string,
): string {
  const signs = [...text];
  const head = first && isEncodable(signs[0]) ? (signs.shift() ?? '') : '';
  const tail = last && isEncodable(signs.at(-1)) ? (signs.pop() ?? '') : '';
  return `${encode(head)}${escaped(signs.join(''))}${encode(tail)}`;
}

const isEncodable = (sign: string | undefined) => sign !== undefined && !/[\s!-/:-@[-`{-~]/.test(sign);

const encode = (sign: string) => (sign === '' ? '' : `&#x${(sign.codePointAt(0) ?? 0).toString(16)};`);
