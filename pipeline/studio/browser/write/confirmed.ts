import { Fragment, type Node } from 'prosemirror-model';
import type { InlineValue, WriteBlock, WriteList, WriteView } from '../../protocol/write.ts';
import { type ArticleSchema, makeSchema } from './article-schema.ts';
import { isEmptyText, newUid, nodeOfBlock, nodeOfValues, textOf } from './block-nodes.ts';

/** A block as the server confirmed it last. */
export interface ConfirmedBlock {
  readonly uid: string;
  readonly hash: string;
  /** The block as the page showed it then. A block that differs from it is not saved yet. */
  readonly node: Node;
  readonly block: WriteBlock;
}

/** The state of the file as the server confirmed it last. */
export interface Confirmed {
  readonly view: WriteView;
  readonly lists: ReadonlyMap<WriteList, readonly ConfirmedBlock[]>;
  readonly head: Node;
  /** The hashes of the head's fields. */
  readonly hashes: Readonly<Record<string, string>>;
  readonly footnotes: Node;
}

/** The state of a file that was just read. */
export function confirm(article: ArticleSchema, view: WriteView): Confirmed {
  const blocks = (list: WriteList) =>
    view[list].map((block): ConfirmedBlock => {
      const uid = newUid();
      return { uid, hash: block.hash, node: nodeOfBlock(article, block, uid), block };
    });
  return {
    view,
    lists: new Map(article.lists.map((list) => [list, blocks(list)])),
    ...confirmHead(article, view),
  };
}

/** The part of the state that belongs to the head and its footnotes. */
export function confirmHead(
  article: ArticleSchema,
  view: WriteView,
): Pick<Confirmed, 'head' | 'hashes' | 'footnotes'> {
  const plan = article.plans.get('head');
  if (plan === undefined) throw new Error('The schema has no head.');
  const set = view.head.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const]));
  const notes = view.head.find(({ name }) => name === 'footnotes')?.value ?? {};
  const footnotes = Object.entries(notes as Record<string, InlineValue>).map(([label, value]) =>
    article.schema.node('footnote', { label }, textOf(article.schema, value, true)),
  );
  return {
    head: nodeOfValues(article, plan, Object.fromEntries(set), 'head'),
    hashes: Object.fromEntries(view.head.map(({ name, hash }) => [name, hash])),
    footnotes: article.schema.node('footnotes', null, footnotes),
  };
}

export const schemaOf = (view: WriteView): ArticleSchema =>
  makeSchema(view.kinds, view.head, view.kind === 'digest');

/** The document that shows a state. An article without blocks gets an empty paragraph to write in. */
export function documentOf(article: ArticleSchema, confirmed: Confirmed): Node {
  const { schema, plans } = article;
  const lists = article.lists.map((list) => {
    const nodes = (confirmed.lists.get(list) ?? []).map(({ node }) => node);
    const paragraph = plans.get('paragraph')?.type;
    const isBlank = list === 'body' && nodes.length === 0 && paragraph !== undefined;
    return schema.node(list, null, isBlank ? [paragraph.create({ uid: newUid() })] : nodes);
  });
  return schema.node('doc', null, [confirmed.head, ...lists, confirmed.footnotes]);
}

/** The blocks of a list in the document, each with its position. */
export function blocksIn(doc: Node, list: WriteList): { node: Node; pos: number; uid: string }[] {
  const found: { node: Node; pos: number; uid: string }[] = [];
  doc.forEach((child, at) => {
    if (child.type.name !== list) return;
    child.forEach((node, offset) => {
      found.push({ node, pos: at + 1 + offset, uid: String(node.attrs['uid']) });
    });
  });
  return found;
}

/** The footnotes of the document. */
export const footnotesIn = (doc: Node): Node => doc.lastChild ?? doc;

/** The footnotes that have words. A new footnote is not in the file until it has some. */
export function writtenNotes(notes: Node): Node {
  const written: Node[] = [];
  notes.forEach((note) => {
    if (!isEmptyText(note)) written.push(note);
  });
  return written.length === notes.childCount ? notes : notes.copy(Fragment.from(written));
}
