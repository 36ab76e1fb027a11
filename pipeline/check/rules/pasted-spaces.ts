import type { DocumentView, Finding, Rule } from './rule.ts';

/** Spaces must be single, and no-break spaces only where a writer would use them. */
export const pastedSpaces: Rule<DocumentView> = {
  family: 'text',
  codes: ['pasted-space'],
  *check({ document, texts }) {
    const { tree } = document.reading;
    for (const { text, path, role } of texts) {
      if (role === 'address' || role === 'cells') continue;
      for (const { what, sign, least = 1 } of spaces) {
        const found = withoutCode(text).match(sign) ?? [];
        const [first] = found;
        if (first === undefined || found.length < least) continue;
        const at: Finding['at'] = tree.placeOfText(path, first);
        const by = first.replace(/[ \u00a0]+/g, ' ').trim();
        yield {
          code: 'pasted-space',
          data: { what },
          at,
          mend: { path, text: text.replace(first, () => by), by },
        };
        break;
      }
    }
  },
};

/**
 * Two spaces after a full stop are not reported. They are a habit of some typists, and readers do not see
 * them.
 */
const spaces: readonly { readonly what: string; readonly sign: RegExp; readonly least?: number }[] = [
  { what: 'a no-break space beside another space', sign: /(?<!\S)\S*(?:\u00a0[ \u00a0]| \u00a0)\s*\S*/g },
  { what: 'a no-break space at its beginning or end', sign: /^\u00a0\s*\S+|(?<!\S)\S+\s*\u00a0$/g },
  // A writer uses one or two of them to keep words together. Text copied from web pages has many.
  {
    what: 'no-break spaces between ordinary words',
    sign: /(?<!\p{Ll})\p{Ll}{3,}\u00a0\p{Ll}{3,}/gu,
    least: 3,
  },
  { what: 'two spaces between words', sign: /(?<!\S)\S*[^\s.!?:;|\u2026"')\]*] {2,}[^\s|]+/g },
];

const withoutCode = (text: string) => text.replace(/`[^`]*`/g, '`\u2026`');
