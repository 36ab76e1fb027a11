import { startOf } from '../../content/blocks/without-start.ts';
import type { DocumentView, Rule } from './rule.ts';

/**
 * A text must not begin with a label twice, such as "Update: Update: \u2026". Courant itself adds some
 * labels.
 */
export const repeatedLabels: Rule<DocumentView> = {
  family: 'text',
  codes: ['label-repeated'],
  *check({ document, texts, related }) {
    for (const { text, path, role, kind, field } of texts) {
      if (role === 'address') continue;
      const twice = /^\s*[*_]{0,2}(\p{L}[^:\n]{1,40}):[*_]{0,2}\s*[*_]{0,2}\1:/iu.exec(text)?.[1];
      const isLabel = twice === undefined && field === 'label' && path[0] === 'body';
      const start = isLabel && related !== undefined ? startOf(text, related) : undefined;
      // A translation usually takes the kind of a block from its source. The block may be a button, which has
      // no label.
      const isSame = start?.words.toLowerCase() === related?.toLowerCase();
      const added = kind === 'link' || (kind === undefined && isSame) ? start : undefined;
      const words = twice ?? added?.words;
      if (words === undefined) continue;
      const rest = text.slice(text.indexOf(words) + words.length);
      if (!/^\s*[:：–—]/.test(rest)) continue;
      const at = document.reading.tree.placeOfText(path, words);
      const mend = { path, text: rest.replace(/^[:：–—*_\s]+/, '') };
      yield {
        code: 'label-repeated',
        data: { words, added: added && related },
        at,
        ...(mend.text && { mend }),
      };
    }
  },
};
