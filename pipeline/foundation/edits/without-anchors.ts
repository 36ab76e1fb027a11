import { CST } from 'yaml';
import type { Entry, Extent } from './extents.ts';
import { applyEdits, type TextEdit } from './text-edit.ts';

/** The text of an entry without its anchors (&name), for a copy: an anchor must be unique. */
export function withoutAnchors({ token }: Entry, { start, end }: Extent, text: string): string {
  const edits: TextEdit[] = [];
  visit(token, (anchor) => {
    const at = anchor.offset - start;
    const stop = anchor.offset + anchor.source.length;
    const space = /^[ \t]*/.exec(text.slice(stop))?.[0].length ?? 0;
    const isLast = /^[ \t]*\r?\n/.test(text.slice(stop));
    edits.push({ start: isLast ? at - 1 : at, end: stop - start + space, text: '' });
  });
  return applyEdits(text.slice(start, end), edits);
}

function visit(item: CST.CollectionItem, onAnchor: (anchor: CST.SourceToken) => void): void {
  const nested = [item.key, item.value].filter((token) => token != null);
  for (const token of [...item.start, ...(item.sep ?? [])]) if (token.type === 'anchor') onAnchor(token);
  for (const token of nested) {
    if (!CST.isCollection(token)) continue;
    for (const each of token.items) visit(each, onAnchor);
  }
}
