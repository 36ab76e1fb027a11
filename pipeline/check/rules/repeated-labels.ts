import type { DocumentView, Rule } from './rule.ts';

/** No text begins with a label twice, such as "Update: Update: \u2026". Courant adds some labels itself. */
export const repeatedLabels: Rule<DocumentView> = {
  family: 'text',
  codes: ['label-repeated'],
  *check({ document, texts, related }) {
    for (const { text, path, role, kind, field } of texts) {
      if (role === 'address') continue;
      const twice = /^\s*[*_]{0,2}(\p{L}[^:\n]{1,40}):[*_]{0,2}\s*[*_]{0,2}\1:/iu.exec(text)?.[1];
      const added = kind === 'link' && field === 'label' && related && startsWith(text, related);
      const words = twice ?? (added ? related : undefined);
      if (words === undefined) continue;
      const at = document.reading.tree.placeOfText(path, words);
      const rest = text.slice(text.indexOf(words) + words.length).replace(/^[:*_\s]+/, '');
      const mend = { path, text: rest };
      yield {
        code: 'label-repeated',
        data: { words, added: twice === undefined },
        at,
        ...(rest && { mend }),
      };
    }
  },
};

function startsWith(text: string, label: string): boolean {
  const [begins, rest] = [text.trim().slice(0, label.length), text.trim().slice(label.length)];
  return begins.toLowerCase() === label.toLowerCase() && /^\s*:/.test(rest);
}
