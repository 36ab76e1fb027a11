import { Fragment, type Node, Slice } from 'prosemirror-model';
import { Plugin, PluginKey, Selection, type Transaction } from 'prosemirror-state';
import { Decoration, DecorationSet, type EditorView } from 'prosemirror-view';
import type { IntakeAnswer, IntakeRequest } from '../../protocol/intake.ts';
import type { FieldInput, FieldValue, KindForm } from '../../protocol/write.ts';
import { postJson } from '../api.ts';
import { tellFailure } from '../state.ts';
import { t } from '../texts/t.ts';
import { type ArticleSchema, fieldOf, kindOf } from './article-schema.ts';
import { blockAround } from './block-at.ts';
import { newUid, nodeOfValues, textOf } from './block-nodes.ts';
import { plainContent, toNodes } from './inline-nodes.ts';
import { putBlocks } from './insert-block.ts';
import { labelsIn } from './insert-footnote.ts';
import { keepPicture } from './keep-picture.ts';
import { goneLabels } from './pair-footnotes.ts';
import { fillCells } from './table-keys.ts';
import type { Tools } from './tools.ts';

/** The places at which something is being pasted, by a number of their own. */
const places = new PluginKey<DecorationSet>('places');
let lastPlace = 0;

/** Takes in what is pasted and dropped: words from elsewhere become clean blocks, and pictures become files. */
export function pasting(tools: Tools): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: places,
    state: {
      init: () => DecorationSet.empty,
      apply(tr, set) {
        const now = set.map(tr.mapping, tr.doc);
        const { add, remove }: { add?: Decoration; remove?: number } = tr.getMeta(places) ?? {};
        if (add) return now.add(tr.doc, [add]);
        return remove === undefined
          ? now
          : now.remove(now.find(undefined, undefined, (spec) => spec['place'] === remove));
      },
    },
    props: {
      decorations: (state) => places.getState(state),
      // Before the editor parses the text itself: foreign styles would violate the policy of the page.
      handleDOMEvents: {
        paste: (view, event) => {
          const { from, to } = view.state.selection;
          if (!take(tools, view, event.clipboardData, to)) return false;
          // What is pasted replaces what was selected.
          if (from !== to) view.dispatch(view.state.tr.delete(from, to));
          event.preventDefault();
          return true;
        },
        drop: (view, event) => {
          const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
          if (view.dragging || at === null || !take(tools, view, event.dataTransfer, at.pos)) return false;
          event.preventDefault();
          return true;
        },
      },
    },
  });
}

/** Returns false for what the editor can insert without help: its own blocks, and plain text of one line. */
function take(tools: Tools, view: EditorView, data: DataTransfer | null, pos: number): boolean {
  if (data === null) return false;
  const html = data.getData('text/html');
  const text = data.getData('text/plain');
  const pictures = [...data.files].filter(({ type }) => type.startsWith('image/'));
  // Word puts a picture of the text beside the text itself.
  if (pictures.length > 0 && text.trim() === '') {
    void insertPictures(tools, view, pictures, pos);
    return true;
  }
  if (html.includes('data-pm-slice')) return false;
  const { parent } = view.state.selection.$from;
  if (isOneLine(parent)) {
    view.dispatch(view.state.tr.insertText(text.replace(/\s+/g, ' ').trim(), pos).scrollIntoView());
    return true;
  }
  if (html === '' && !/[\n\r]/.test(text.trim()) && !/[*_`[#>]/.test(text)) return false;
  if (html === '' && text === '') return false;
  void insertWords(tools, view, html === '' ? { text } : { html, text }, pos);
  return true;
}

/** A field of plain text takes the words only. */
const isOneLine = (node: Node) => fieldOf(node.type)?.role === 'text' && !fieldOf(node.type)?.isList;

async function insertWords(
  { writing, leftOut }: Tools,
  view: EditorView,
  clipboard: Pick<IntakeRequest, 'html' | 'text'>,
  pos: number,
): Promise<void> {
  const place = mark(view, pos);
  const { article, slug } = writing;
  const labels = [...labelsIn(view.state.doc), ...goneLabels(view.state)];
  try {
    const taken = await postJson<IntakeAnswer>('/api/intake', { ...clipboard, slug, labels });
    finish(view, place, (tr, at) => {
      insertBlocks(article, tr, at, nodesOf(article, taken));
      return addFootnotes(article, tr, taken.footnotes);
    });
    leftOut.value = lossesIn(taken.lost);
  } catch (error) {
    // The words are not lost: they are inserted as they are.
    finish(view, place, (tr, at) => tr.insertText((clipboard.text ?? '').replace(/\s+/g, ' '), at));
    tellFailure(error);
  }
}

/** The blocks that were taken in, with a gap for each picture of which the clipboard has only the name. */
function nodesOf(article: ArticleSchema, { blocks, lost }: IntakeAnswer): Node[] {
  const make = (kind: string, values: Readonly<Record<string, FieldInput>>) => {
    const plan = article.plans.get(kind);
    return plan ? [nodeOfValues(article, plan, values, newUid())] : [];
  };
  const gaps = (at: number) =>
    lost
      .filter((each) => each.what === 'picture' && each.at === at)
      .flatMap(({ values = {}, name = '' }) =>
        make('image', values).map((node) => node.type.create({ ...node.attrs, missing: name }, node.content)),
      );
  return [
    ...blocks.flatMap(({ kind, values }, at) => [...gaps(at), ...make(kind, values)]),
    ...gaps(blocks.length),
  ];
}

/** What was left out, each with the words that it was near. */
function lossesIn(lost: IntakeAnswer['lost']): readonly string[] {
  return [...new Set(lost.map(({ what, near, name }) => t(`lost_${what}`, { near: name ?? near })))];
}

function addFootnotes(
  { schema }: ArticleSchema,
  tr: Transaction,
  footnotes: IntakeAnswer['footnotes'],
): Transaction {
  const nodes = Object.entries(footnotes).map(([label, value]) =>
    schema.node('footnote', { label }, textOf(schema, value as FieldValue, true)),
  );
  return nodes.length > 0 ? tr.insert(tr.doc.content.size - 1, nodes) : tr;
}

/** Inserts blocks at a position. One paragraph becomes part of the text around it, and a table in a table its cells. */
export function insertBlocks(
  article: ArticleSchema,
  tr: Transaction,
  pos: number,
  nodes: readonly Node[],
): Transaction {
  const $pos = tr.doc.resolve(Math.min(pos, tr.doc.content.size));
  const [first] = nodes;
  if (first === undefined) return tr;
  const filled = nodes.length === 1 ? fillCells(tr, $pos, first) : undefined;
  if (filled) return filled;
  const isInline = $pos.parent.inlineContent;
  const block = blockAround($pos);
  const isBody = block?.list.type.name === 'body';
  const isWords = nodes.length === 1 && kindOf(first.type) === 'paragraph';
  if (isInline && (isWords || !isBody)) {
    const words =
      isBody || fieldOf($pos.parent.type)?.role !== 'text' ? inlineOf(nodes) : plainOf(article, nodes);
    return tr.replace($pos.pos, $pos.pos, new Slice(words, 0, 0));
  }
  const isText = isInline && block && kindOf(block.node.type) === 'paragraph' && block.node.content.size > 0;
  if (!isText || block === undefined) {
    const [, end] = putBlocks(tr, block, nodes, 'body');
    return tr.setSelection(Selection.near(tr.doc.resolve(end), -1));
  }
  // In the middle of a paragraph: its rest follows the blocks.
  const rest = block.node.content.cut($pos.parentOffset);
  tr.delete($pos.pos, $pos.end());
  const after = tr.mapping.map(block.pos + block.node.nodeSize);
  const tail = rest.size > 0 ? [block.node.type.create({ uid: newUid() }, rest)] : [];
  tr.insert(after, [...nodes, ...tail]);
  const end = nodes.reduce((sum, { nodeSize }) => sum + nodeSize, after);
  return tr.setSelection(Selection.near(tr.doc.resolve(end), -1));
}

/** The words of blocks as one text. */
function inlineOf(nodes: readonly Node[]): Fragment {
  return nodes.reduce((all, node, at) => {
    const space = at > 0 ? Fragment.from(node.type.schema.text(' ')) : Fragment.empty;
    return all.append(space).append(node.inlineContent ? node.content : Fragment.from(textNodes(node)));
  }, Fragment.empty);
}

const textNodes = (node: Node) =>
  node.textContent === '' ? [] : toNodes(node.type.schema, [{ type: 'text', value: node.textContent }]);

const plainOf = ({ schema }: ArticleSchema, nodes: readonly Node[]) => plainContent(schema, inlineOf(nodes));

async function insertPictures(
  { writing }: Tools,
  view: EditorView,
  files: readonly File[],
  pos: number,
): Promise<void> {
  const plan = [...writing.article.plans.values()].find(({ form }) => isPicture(form));
  if (plan === undefined) return;
  const place = mark(view, pos);
  const nodes: Node[] = [];
  for (const file of files) {
    try {
      const image = await keepPicture(writing.slug, file);
      nodes.push(nodeOfValues(writing.article, plan, { [plan.form.kind]: image }, newUid()));
    } catch (error) {
      tellFailure(error);
    }
  }
  finish(view, place, (tr, at) => (nodes.length === 0 ? tr : putPictures(writing.article, tr, at, nodes)));
}

/** Whether a block is a picture before anything else. */
const isPicture = ({ kind, fields }: KindForm) =>
  fields.some(({ name, role }) => name === kind && role === 'asset');

/** Pictures are blocks of the article, also if the cursor is in the head or in the notes. */
function putPictures(
  article: ArticleSchema,
  tr: Transaction,
  at: number,
  nodes: readonly Node[],
): Transaction {
  const isInBody = blockAround(tr.doc.resolve(at))?.list.type.name === 'body';
  if (isInBody) return insertBlocks(article, tr, at, nodes);
  const [from] = putBlocks(tr, undefined, nodes, 'body');
  return tr.setSelection(Selection.near(tr.doc.resolve(from + 1)));
}

/** Marks a position, so that it is found again after somebody has typed in the meantime. */
function mark(view: EditorView, pos: number): number {
  const place = ++lastPlace;
  const sign = document.createElement('span');
  sign.className = 'paste-place';
  const add = Decoration.widget(pos, sign, { place, side: 1 });
  view.dispatch(view.state.tr.setMeta(places, { add }));
  return place;
}

function finish(view: EditorView, place: number, change: (tr: Transaction, at: number) => Transaction): void {
  if (view.isDestroyed) return;
  const { state } = view;
  const [found] = places.getState(state)?.find(undefined, undefined, (spec) => spec['place'] === place) ?? [];
  const at = found?.from ?? state.selection.from;
  view.dispatch(change(state.tr, at).setMeta(places, { remove: place }).scrollIntoView());
}
