import type { Node } from 'prosemirror-model';
import { type Command, TextSelection } from 'prosemirror-state';
import { footnotesIn } from './confirmed.ts';
import { goneLabels } from './pair-footnotes.ts';

/** Inserts the mark of a new footnote, and puts the cursor into its text. */
export const insertFootnote: Command = (state, dispatch) => {
  const { note, footnote } = state.schema.nodes;
  const { $from } = state.selection;
  const isInNotes = $from.depth > 0 && $from.node(1).type.name === 'footnotes';
  if (note === undefined || footnote === undefined || isInNotes) return false;
  if (!$from.parent.inlineContent || !$from.parent.type.contentMatch.matchType(note)) return false;
  if (!dispatch) return true;
  const labels = new Set([...labelsIn(state.doc), ...goneLabels(state)]);
  let label = 1;
  while (labels.has(String(label))) label += 1;
  const tr = state.tr.insert(state.selection.to, note.create({ label: String(label) }));
  const end = tr.doc.content.size - 1;
  tr.insert(end, footnote.create({ label: String(label) }));
  dispatch(tr.setSelection(TextSelection.create(tr.doc, end + 1)).scrollIntoView());
  return true;
};

/** The labels of all footnotes and of their marks. */
export function labelsIn(doc: Node): ReadonlySet<string> {
  const labels = new Set<string>();
  footnotesIn(doc).forEach((each) => {
    labels.add(String(each.attrs['label']));
  });
  doc.descendants((node) => {
    if (node.type.name === 'note') labels.add(String(node.attrs['label']));
  });
  return labels;
}
