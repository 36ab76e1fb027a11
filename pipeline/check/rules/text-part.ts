import { roleOf } from '../../content/blocks/fields.ts';
import { type Block, blockDefinition } from '../../content/blocks/registry.ts';
import { type Inline, parseInline } from '../../content/inline.ts';
import { fillMergeText } from '../../editions/merge-text.ts';
import { sampleValues } from '../../editions/sample-values.ts';
import type { EditionView, Rule } from './rule.ts';

/**
 * The text part must have the words of the article. Watches and many blind readers get only this part, and
 * filters compare it with the HTML. Short texts are not checked, because a template may write them
 * differently.
 */
export const textPart: Rule<EditionView> = {
  family: 'message',
  codes: ['text-part-incomplete'],
  *check({ article, edition }) {
    const said = lettersOf(fillMergeText(edition.text, sampleValues(edition), (value) => value));
    const stories = article.stories.map(({ headline, summary }) => [headline, ...runs(parseInline(summary))]);
    const parts = [
      { path: ['headline'], texts: [article.headline] },
      ...article.body.map((block, at) => ({ path: ['body', at], texts: textsOf(block) })),
      ...stories.map((texts, at) => ({ path: ['stories', at], texts })),
    ];
    for (const { path, texts } of parts) {
      const missing = texts.find((text) => {
        const letters = lettersOf(text);
        return letters.length >= 12 && !said.includes(letters);
      });
      if (missing === undefined) continue;
      const words = missing.length <= 40 ? missing : `${missing.slice(0, 39).trimEnd()}\u2026`;
      yield { code: 'text-part-incomplete', data: { words }, at: { file: article.file, path } };
    }
  },
};

/**
 * The letters of a text, without spaces and punctuation. These differ in the text part, which wraps lines,
 * typesets quotation marks and numbers addresses.
 */
const lettersOf = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase();

function textsOf(block: Block): string[] {
  return Object.entries(blockDefinition(block.kind).shape).flatMap(([field, schema]) => {
    const role = roleOf(schema);
    const values = [(block as Readonly<Record<string, unknown>>)[field]].flat();
    const texts = values.filter((value) => typeof value === 'string');
    if (role === 'inline') return texts.flatMap((text) => runs(parseInline(text)));
    if (role !== 'text') return [];
    return block.kind === 'link' ? texts.map(withoutLabel) : texts;
  });
}

/** Courant replaces labels such as "Read more:" with its own words. */
const withoutLabel = (text: string) => text.replace(/^[^:：–—]{1,40}[:：–—]\s*/, '');

/** The texts between links, because a number follows each link in the text part. */
function runs(nodes: readonly Inline[]): string[] {
  return nodes.flatMap((node) => {
    if ('children' in node) return runs(node.children);
    return node.type === 'text' ? [node.value] : [];
  });
}
