import type { DocumentText } from '../../content/document-texts.ts';
import type { DocumentView, Rule } from './rule.ts';

/** A text must not contain Markdown that has no meaning in it, such as a table or the items of a list. */
export const pastedMarkdown: Rule<DocumentView> = {
  family: 'text',
  codes: ['pasted-markdown'],
  *check({ document, texts }) {
    const { tree } = document.reading;
    for (const { text, path, role } of texts) {
      if (role !== 'inline') continue;
      for (const { sign, what, hint } of constructs) {
        const found = sign.exec(text.replace(/(?<!`)`[^`]+`(?!`)/g, '\u2026'))?.[0].trim();
        if (found) yield { code: 'pasted-markdown', data: { what, hint }, at: tree.placeOfText(path, found) };
      }
    }
    for (const { path, text } of firstItems(texts)) {
      const [sign = ''] = /\S+/.exec(text) ?? [];
      yield {
        code: 'pasted-markdown',
        data: {
          what: `"${sign}" in front of a paragraph`,
          hint: 'Write the items as one block: "- list: [\u2026]".',
        },
        at: tree.placeOfText(path, sign),
      };
    }
  },
};

const constructs = [
  {
    sign: /\|\s*:?-{2,}:?\s*(?:\||$)|^\s*\|(?:[^|]*\|){2,}/,
    what: 'A table within a text',
    hint: 'Write the table as a block: "- table: [\u2026]", each row with " | " between its cells.',
  },
  {
    sign: /^\s*(?:```|~~~)|\n\s*(?:```|~~~)/,
    what: 'The sign of a block of code',
    hint: 'Put code between single backticks.',
  },
  {
    sign: /~~[^\s~][^~]*~~/,
    what: 'Struck text between "~~"',
    hint: 'Delete the text, or add a correction.',
  },
  {
    sign: /^\s*(?:-{3,}|\*{3,}|_{3,}|(?:[*_-] ){2,}[*_-])\s*$/,
    what: 'A line of signs',
    hint: 'Write a divider as a block: "- divider: true".',
  },
  {
    sign: /^\s*\[[^\]^]+\]:\s+\S+/,
    what: 'The definition of a link',
    hint: 'Write a link as [words](https://\u2026).',
  },
] as const;

/**
 * The first item of each list that was pasted as paragraphs. Some signs count as a bullet only if the next
 * paragraph begins with one too.
 */
function firstItems(texts: readonly DocumentText[]): DocumentText[] {
  const paragraphs = texts.filter(({ field, role }) => role === 'inline' && field === 'paragraph');
  const isBeside = (a: DocumentText | undefined, b: DocumentText | undefined) =>
    a !== undefined && b !== undefined && Number(a.path[1]) + 1 === Number(b.path[1]);
  const signOf = (each: DocumentText | undefined) =>
    /^\s*([-*+\u2022\u25aa\u25e6\u2023\u25cf])\s+\S/.exec(each?.text ?? '')?.[1];
  return paragraphs.filter((each, at) => {
    const sign = signOf(each);
    if (sign === undefined) return false;
    const [before, after] = [paragraphs[at - 1], paragraphs[at + 1]];
    if (isBeside(before, each) && signOf(before) === sign) return false;
    return !/[-*+]/.test(sign) || (isBeside(each, after) && signOf(after) === sign);
  });
}
