import { Plugin, type Transaction } from 'prosemirror-state';
import type { ArticleSchema } from './article-schema.ts';
import { newUid } from './block-nodes.ts';
import { blocksIn } from './confirmed.ts';

/**
 * Gives each block a uid of its own, because a paste or a split may repeat one, and keeps a paragraph to write
 * in.
 */
export function wholeBlocks(article: ArticleSchema): Plugin {
  return new Plugin({
    appendTransaction(transactions, _before, { doc, tr }) {
      if (!transactions.some(({ docChanged }) => docChanged)) return null;
      const seen = new Set<string>();
      for (const list of article.lists) {
        const blocks = blocksIn(doc, list);
        for (const { uid, pos } of blocks) {
          if (uid === '' || seen.has(uid)) tr.setNodeAttribute(pos, 'uid', newUid());
          seen.add(uid);
        }
        if (list === 'body' && blocks.length === 0 && article.lists.length === 1) fillBody(article, tr);
      }
      return tr.docChanged ? tr : null;
    },
  });
}

function fillBody({ plans }: ArticleSchema, tr: Transaction): void {
  const paragraph = plans.get('paragraph')?.type;
  const body = (tr.doc.firstChild?.nodeSize ?? 0) + 1;
  if (paragraph) tr.insert(body, paragraph.create({ uid: newUid() }));
}
