import { Node } from 'prosemirror-model';
import type { WriteBlock, WriteList } from '../../protocol/write.ts';
import { nodeOfBlock } from './block-nodes.ts';
import type { Confirmed, ConfirmedBlock } from './confirmed.ts';
import type { Conflict } from './conflict.ts';
import type { Writing } from './writing.ts';

/** Words that are not in the file, as the browser keeps them until they are. */
interface Draft {
  readonly doc: unknown;
  readonly lists: readonly (readonly [WriteList, readonly KeptBlock[]])[];
  readonly head: unknown;
  readonly hashes: Readonly<Record<string, string>>;
  readonly footnotes: unknown;
  readonly conflicts: readonly (readonly [string, Conflict])[];
  readonly sent: readonly (readonly [string, unknown])[];
}

interface KeptBlock {
  readonly uid: string;
  readonly hash: string;
  readonly block: WriteBlock;
}

/** Keeps the words of the page in the browser, together with the state of the file that they belong to. */
export function keepDraft({ draft: { name }, confirmed, conflicts, editor, sent }: Writing): void {
  if (editor === undefined) return;
  const { lists, head, hashes, footnotes } = confirmed.value;
  const draft: Draft = {
    doc: editor.state.doc.toJSON(),
    lists: [...lists].map(([list, known]) => [
      list,
      known.map(({ uid, hash, block }) => ({ uid, hash, block })),
    ]),
    head: head.toJSON(),
    hashes,
    footnotes: footnotes.toJSON(),
    conflicts: [...conflicts.value],
    sent: [...sent].map(([uid, node]) => [uid, node.toJSON()]),
  };
  try {
    localStorage.setItem(name, JSON.stringify(draft));
  } catch {
    // The browser has no room left. The page still has the words, and asks before it is closed.
  }
}

export function forgetDraft({ draft }: Writing): void {
  localStorage.removeItem(draft.name);
}

interface KeptWords {
  readonly doc: Node;
  readonly confirmed: Confirmed;
  readonly conflicts: ReadonlyMap<string, Conflict>;
  readonly sent: ReadonlyMap<string, Node>;
}

/**
 * The words that the browser kept, with the state of the file that they belong to; undefined if there are none.
 * `words` are those of a draft that fits the article no longer, because a kind of block is gone.
 */
export function readDraft({
  draft: { name },
  article,
  confirmed,
}: Writing): KeptWords | { readonly words: string } | undefined {
  const text = localStorage.getItem(name);
  if (text === null) return undefined;
  try {
    const draft = JSON.parse(text) as Draft;
    const { schema } = article;
    const blocks = (known: readonly KeptBlock[]): ConfirmedBlock[] =>
      known.map((each) => ({ ...each, node: nodeOfBlock(article, each.block, each.uid) }));
    const doc = Node.fromJSON(schema, draft.doc);
    doc.check();
    return {
      doc,
      conflicts: new Map(draft.conflicts),
      sent: new Map(draft.sent.map(([uid, node]) => [uid, Node.fromJSON(schema, node)])),
      confirmed: {
        view: confirmed.value.view,
        lists: new Map(draft.lists.map(([list, known]) => [list, blocks(known)])),
        head: Node.fromJSON(schema, draft.head),
        hashes: draft.hashes,
        footnotes: Node.fromJSON(schema, draft.footnotes),
      },
    };
  } catch {
    // A kind of block is gone, so the page cannot show the draft. It shows the words to copy.
    return {
      words: [...text.matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)]
        .map(([, each]) => JSON.parse(`"${each}"`))
        .join('\n'),
    };
  }
}
