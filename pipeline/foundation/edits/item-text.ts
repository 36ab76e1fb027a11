import { isAlias, isNode, isSeq, parseDocument, visit } from 'yaml';
import type { Source } from '../problems/place.ts';
import type { Path } from '../sources/yaml-tree.ts';
import { entriesOf, mayEndBlank, startOf } from './extents.ts';
import { extentsOf } from './find-entry.ts';
import { lineStart } from './text-edit.ts';

/**
 * The text of an item of a list, from the comments above it to its last line, as if its dash were in the first
 * column. Undefined if the item cannot be taken elsewhere as text: it is in brackets, or has an anchor or alias.
 */
export function itemText({ text: whole }: Source, list: Path, index: number): string | undefined {
  const text = whole.replace(/^\ufeff/, '');
  const document = parseDocument(text, { version: '1.2', keepSourceTokens: true });
  const collection: unknown = document.getIn(list, true);
  const entries = isSeq(collection) && !collection.flow ? entriesOf(collection) : undefined;
  const entry = entries?.[index];
  if (!isSeq(collection) || entries === undefined || !isNode(entry?.node)) return undefined;
  const extent = extentsOf({ collection, entries, isRoot: false }, { text })[index];
  let isNamed = false;
  visit(entry.node, {
    Node(_, node) {
      isNamed ||= isAlias(node) || node.anchor !== undefined;
    },
  });
  if (extent === undefined || isNamed || mayEndBlank(extent, text)) return undefined;
  const start = startOf(entry);
  const margin = new RegExp(`^ {0,${start - lineStart(text, start)}}`);
  const lines = text.slice(extent.start, extent.end).split(/\r?\n/);
  return lines.map((line) => line.replace(margin, '')).join('\n');
}
