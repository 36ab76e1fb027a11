import type { DocumentView, Rule } from './rule.ts';

/** A text must not contain merge fields of another program, because readers would see them as written. */
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
 * The merge fields of Mailchimp; of Handlebars, Liquid and Go templates (listmonk, Ghost, Keila, Buttondown);
 * of Mailgun; of Salesforce; of Campaign Monitor.
 */
const fields =
  /\*\|[\w: -]+\|\*|\{\{[^{}]{1,80}\}\}|\{%[^%]{1,80}%\}|%recipient[\w.]*%|%%[a-z_]{2,40}%%|\[(?:unsubscribe|webversion|fullname|firstname|lastname|email)(?:,fallback=[^\]]*)?\]/gi;
