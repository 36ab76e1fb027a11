import { type Document, isCollection, isMap, isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Path } from '../sources/yaml-tree.ts';
import type { Change } from './change.ts';
import { editBlock } from './edit-block.ts';
import { editFlow } from './edit-flow.ts';
import type { Editing, Target } from './editing.ts';
import { entriesOf } from './extents.ts';
import { printField } from './print-value.ts';
import type { TextEdit } from './text-edit.ts';

/** The edits of the text that make these changes. Refuses a change that would require rewriting other lines. */
export const editsOf = (
  document: Document.Parsed,
  changes: readonly Change[],
  editing: Editing,
): readonly TextEdit[] =>
  changes
    .flatMap((change) => editsFor(document, change, editing))
    .map((edit) => ({ ...edit, text: edit.text.replace(/\r?\n/g, editing.lineBreak) }));

function editsFor(document: Document.Parsed, change: Change, editing: Editing): readonly TextEdit[] {
  const path = 'path' in change ? change.path.slice(0, -1) : change.list;
  if (change.kind === 'insert' && !isCollectionAt(document, change.list)) {
    const begun: Change = { kind: 'set', path: change.list, value: [change.item] };
    return editsFor(document, begun, editing);
  }
  if (document.contents === null && change.kind === 'set') return [appendField(change, editing)];
  const collection = path.length === 0 ? document.contents : document.getIn(path, true);
  if (!isMap(collection) && !isSeq(collection))
    return editing.refuse(
      'an alias (*name) repeats a value that is written elsewhere',
      document.contents?.range[0] ?? 0,
    );
  const target = targetOf(collection, path, editing);
  if (change.kind === 'insert' && collection.items.length === 0 && !editing.printing.isJson)
    return setWhole(document, change.list, [change.item], editing);
  return collection.flow ? editFlow(target, change, editing) : editBlock(target, change, editing);
}

/** Replaces an empty list in brackets by a list with one item per line, if there is room for it. */
function setWhole(
  document: Document.Parsed,
  path: Path,
  value: unknown,
  editing: Editing,
): readonly TextEdit[] {
  const parentPath = path.slice(0, -1);
  const parent = parentPath.length === 0 ? document.contents : document.getIn(parentPath, true);
  if (!isMap(parent) && !isSeq(parent)) return editing.refuse('there is no room for a list', 0);
  const change = { kind: 'set', path, value } as const;
  const target = targetOf(parent, parentPath, editing);
  return parent.flow ? editFlow(target, change, editing) : editBlock(target, change, editing);
}

function targetOf(collection: YAMLMap | YAMLSeq, path: Path, { refuse }: Editing): Target {
  const entries =
    entriesOf(collection) ??
    refuse('it is not written in a form that can be changed here', collection.range?.[0] ?? 0);
  return { collection, entries, isRoot: path.length === 0 };
}

function isCollectionAt(document: Document.Parsed, path: Path): boolean {
  return isCollection(document.getIn(path, true));
}

/** Adds the first field to a file that is empty or contains only comments. */
function appendField(
  { path, value }: Change & { kind: 'set' },
  { text, printing, refuse }: Editing,
): TextEdit {
  if (path.length !== 1) return refuse('there is nothing at this place', 0);
  const field = printField(String(path[0]), value, 0, printing);
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  return { start: text.length, end: text.length, text: `${gap}${field}\n` };
}
