import type { Node, Slice } from 'prosemirror-model';
import {
  type Command,
  type EditorState,
  Plugin,
  PluginKey,
  Selection,
  type Transaction,
} from 'prosemirror-state';
import { isEmptyText } from './block-nodes.ts';
import { footnotesIn } from './confirmed.ts';

interface Pairing {
  /** The footnotes that went with their marks, by label. A mark that is pasted again brings its own back. */
  readonly gone: ReadonlyMap<string, Node>;
  /** The footnotes whose text somebody has deleted, by label. They go when the cursor leaves them. */
  readonly emptied: ReadonlySet<string>;
}

const key = new PluginKey<Pairing>('pairFootnotes');
const nothing: Pairing = { gone: new Map(), emptied: new Set() };

/**
 * Keeps footnotes and their marks together: without its last mark a footnote goes, and without its text its marks
 * go. Undo brings both back at once.
 */
export function pairFootnotes(): Plugin {
  return new Plugin<Pairing>({
    key,
    state: {
      init: () => nothing,
      apply: (tr, before) => (tr.getMeta(key) as Pairing | undefined) ?? before,
    },
    appendTransaction(transactions, old, state) {
      const own = transactions.filter((tr) => !tr.getMeta('history$') && tr.getMeta('received') !== true);
      if (own.length === 0) return null;
      const { tr } = state;
      const before = key.getState(state) ?? nothing;
      const gone = new Map(before.gone);
      const emptied = new Set([...before.emptied, ...emptiedIn(old.doc, own)]);
      for (const label of removedIn(own)) {
        const note = noteOf(tr.doc, label);
        if (note === undefined || marksOf(tr.doc, label).length > 0) continue;
        gone.set(label, note.node);
        tr.delete(note.pos, note.pos + note.node.nodeSize);
      }
      for (const label of insertedIn(own)) {
        const note = gone.get(label);
        if (note === undefined || noteOf(tr.doc, label) || marksOf(tr.doc, label).length === 0) continue;
        gone.delete(label);
        tr.insert(tr.doc.content.size - 1, note);
      }
      for (const label of emptied) {
        const note = noteOf(state.doc, label);
        if (note && isEmptyText(note.node)) {
          if (labelAt(state) === label) continue;
          removeNote(tr, label);
        }
        emptied.delete(label);
      }
      const isSame = gone.size === before.gone.size && emptied.size === before.emptied.size;
      return tr.docChanged || !isSame ? tr.setMeta(key, { gone, emptied }) : null;
    },
  });
}

/** The labels of the footnotes that went with their marks. A new footnote must not have one of them. */
export const goneLabels = (state: EditorState): Iterable<string> =>
  (key.getState(state) ?? nothing).gone.keys();

/** Deletes an empty footnote with its marks, and puts the cursor where the first one was. */
export const deleteEmptyNote: Command = (state, dispatch) => {
  const label = labelAt(state);
  const note = label === undefined ? undefined : noteOf(state.doc, label);
  if (label === undefined || note === undefined || !isEmptyText(note.node)) return false;
  const { tr } = state;
  const [mark] = marksOf(state.doc, label);
  removeNote(tr, label);
  dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(mark ?? 0))).scrollIntoView());
  return true;
};

function removeNote(tr: Transaction, label: string): void {
  const note = noteOf(tr.doc, label);
  if (note) tr.delete(note.pos, note.pos + note.node.nodeSize);
  for (const pos of marksOf(tr.doc, label).toReversed()) tr.delete(pos, pos + 1);
}

/** The label of the footnote with the cursor. */
function labelAt({ selection: { $from } }: EditorState): string | undefined {
  const note = $from.depth >= 2 ? $from.node(2) : undefined;
  return note?.type.name === 'footnote' ? String(note.attrs['label']) : undefined;
}

function noteOf(doc: Node, label: string): { node: Node; pos: number } | undefined {
  const notes = footnotesIn(doc);
  let found: { node: Node; pos: number } | undefined;
  notes.forEach((node, offset) => {
    if (node.attrs['label'] === label) found = { node, pos: doc.content.size - notes.nodeSize + 1 + offset };
  });
  return found;
}

/** The positions of the marks with this label. */
function marksOf(doc: Node, label: string): number[] {
  const found: number[] = [];
  doc.descendants((node, pos) => {
    if (node.type.name === 'note' && node.attrs['label'] === label) found.push(pos);
  });
  return found;
}

/** The labels of the marks in the texts that were replaced. */
function removedIn(transactions: readonly Transaction[]): Set<string> {
  const labels = new Set<string>();
  for (const { docs, mapping } of transactions) {
    for (const [at, map] of mapping.maps.entries()) {
      map.forEach((from, to) => {
        docs[at]?.nodesBetween(from, to, (node) => {
          addLabel(node, labels);
        });
      });
    }
  }
  return labels;
}

/** The labels of the marks in the texts that were inserted. */
function insertedIn(transactions: readonly Transaction[]): Set<string> {
  const labels = new Set<string>();
  for (const step of transactions.flatMap(({ steps }) => steps)) {
    // Steps that replace something have the new content.
    const { slice } = step as { readonly slice?: Slice };
    slice?.content.descendants((node) => {
      addLabel(node, labels);
    });
  }
  return labels;
}

function addLabel(node: Node, labels: Set<string>): void {
  if (node.type.name === 'note') labels.add(String(node.attrs['label']));
}

/** The labels of the footnotes that had words before and have none now. */
function emptiedIn(old: Node, transactions: readonly Transaction[]): string[] {
  const doc = transactions.at(-1)?.doc;
  if (doc === undefined || footnotesIn(doc) === footnotesIn(old)) return [];
  const labels: string[] = [];
  footnotesIn(old).forEach((note) => {
    const now = noteOf(doc, String(note.attrs['label']));
    if (!isEmptyText(note) && now && isEmptyText(now.node)) labels.push(String(note.attrs['label']));
  });
  return labels;
}
