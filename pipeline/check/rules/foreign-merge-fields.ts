import type { DocumentView, Rule } from './rule.ts';

/** No text contains a merge field of another program, which readers would see as it is written. */
export const foreignMergeFields: Rule<DocumentView> = {
  family: 'message',
  codes: ['merge-field-foreign'],
  *check({ document, texts }) {
    for (const { text, path, role, kind } of texts) {
      if (role === 'address' || kind === 'code') continue;
      for (const { 0: field } of text
        .replace(/`[^`]*`/g, (code) => ' '.repeat(code.length))
        .matchAll(fields)) {
        const at = document.reading.tree.placeOfText(path, field);
        yield { code: 'merge-field-foreign', data: { field }, at };
      }
    }
  },
};

/**
 * The merge fields of Mailchimp; of Handlebars, Liquid and Go (listmonk, Ghost, Keila, Buttondown); of
 * Mailgun; of Campaign Monitor.
 */
const fields =
  /\*\|[\w: -]+\|\*|\{\{[^{}]{1,80}\}\}|\{%[^%]{1,80}%\}|%recipient[\w.]*%|\[(?:unsubscribe|webversion|fullname|firstname|lastname|email)(?:,fallback=[^\]]*)?\]/gi;
