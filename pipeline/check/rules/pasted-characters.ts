import type { DocumentView, Rule } from './rule.ts';

/** A text must not contain invisible characters or bullets of Word's symbol font. */
export const pastedCharacters: Rule<DocumentView> = {
  family: 'text',
  codes: ['pasted-bullet', 'pasted-invisible'],
  *check({ document, texts }) {
    for (const { text, path, role } of texts) {
      if (role === 'address') continue;
      const { tree } = document.reading;
      const bullet = /[\ue000-\uf8ff]/.exec(text)?.[0];
      if (bullet !== undefined) {
        yield {
          code: 'pasted-bullet',
          data: { character: codePoint(bullet) },
          at: tree.placeOfText(path, bullet),
        };
      }
      const hidden = invisible.exec(text)?.[0];
      if (hidden !== undefined) {
        const data = { character: codePoint(hidden), name: names[hidden] ?? 'an invisible character' };
        const mend = { path, text: text.replace(hidden, ''), by: '' };
        yield { code: 'pasted-invisible', data, at: tree.placeOfText(path, hidden), mend };
      }
    }
  },
};

const names: Readonly<Record<string, string>> = {
  '\u00ad': 'a soft hyphen',
  '\u200b': 'a zero-width space',
  '\u200c': 'a zero-width non-joiner',
  '\u200d': 'a zero-width joiner',
  '\u2060': 'a word joiner',
  '\ufeff': 'a byte order mark',
};

/**
 * Some scripts have no spaces and use a zero-width space where a line may break. Others need joiners between
 * letters, as emoji do. The scripts below need none of these characters.
 */
const letter = '[\\p{Script=Latin}\\p{Script=Greek}\\p{Script=Cyrillic}\\p{N}\\s.,;:!?()"\'-]';
const invisible = new RegExp(`[\\u00ad\\u2060\\ufeff]|(?<=^|${letter})[\\u200b-\\u200d](?=${letter}|$)`, 'u');

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
