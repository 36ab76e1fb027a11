import type { Extension, OwnRule } from 'courant';

const noExclamation: OwnRule = {
  code: 'own/no-exclamation',
  severity: 'warning',
  view: 'document',
  *check({ document, texts }) {
    for (const { text, path, role } of texts) {
      if (role === 'address' || !text.includes('!')) continue;
      const at = document.reading.tree.placeOfText(path, '!');
      yield { message: 'This text has an exclamation mark.', hint: 'End it with a full stop.', at };
    }
  },
};

const extension: Extension = () => ({ rules: [noExclamation] });
export default extension;
