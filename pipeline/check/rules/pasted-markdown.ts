import type { DocumentText } from '../../content/document-texts.ts';
import { parseInline, plainInline } from '../../content/inline.ts';
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
    for (const { path, text, role } of texts) {
      const sign = role === 'inline' ? strayStar(text) : undefined;
      if (sign === undefined) continue;
      const data = {
        what: 'A single "*" beside marked words',
        hint: 'Write as many signs after the words as before them: **strong**, *emphasis*.',
      };
      yield { code: 'pasted-markdown', data, at: tree.placeOfText(path, sign) };
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

/** The start of words with more stars on one side than on the other: "**word*". */
function strayStar(text: string): string | undefined {
  const nodes = parseInline(text);
  for (const [at, node] of nodes.entries()) {
    const [before, after] = [nodes[at - 1], nodes[at + 1]];
    if (node.type !== 'emphasis') continue;
    const words = plainInline([node]);
    const [more, fewer] = [`**${words}*`, `*${words}**`];
    if (before?.type === 'text' && before.value.endsWith('*') && text.includes(more)) return more;
    if (after?.type === 'text' && after.value.startsWith('*') && text.includes(fewer)) return fewer;
  }
  return undefined;
}

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
    if (!/[-*+]/.test(sign) || (isBeside(each, after) && signOf(after) === sign)) return true;
    return /^\s*[-*+]\s+\p{L}/u.test(each.text) && isInList(each, texts);
  });
}

/** Whether the block before or after is a list, or the block before announces one. */
function isInList({ path }: DocumentText, texts: readonly DocumentText[]): boolean {
  const beside = (steps: number) =>
    texts.filter((each) => each.path[0] === path[0] && Number(each.path[1]) === Number(path[1]) + steps);
  const isList = [...beside(-1), ...beside(1)].some(({ field }) => field === 'list');
  return isList || beside(-1).at(-1)?.text.trimEnd().endsWith(':') === true;
}
