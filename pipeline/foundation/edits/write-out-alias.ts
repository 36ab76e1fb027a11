import { type Alias, type Document, isPair, isScalar, isSeq, type Node, visit } from 'yaml';
import { keyName, type Path } from '../sources/yaml-tree.ts';
import type { Change } from './change.ts';
import type { FoundAlias } from './find-alias.ts';
import type { TextEdit } from './text-edit.ts';

/**
 * The change that writes the value of an alias in its place, and the edit that removes the anchor from the value
 * that it repeats. The anchor moves along, so that later aliases repeat the value at its new place. If the edits
 * only touch the alias, the anchor stays. Undefined if the alias is a key.
 */
export function writeOutAlias(
  document: Document.Parsed,
  text: string,
  { alias, target, anchor, name, isAnchor }: FoundAlias,
): { readonly change: Change; readonly removal: readonly TextEdit[] } | undefined {
  const path = pathOf(document, alias);
  if (path === undefined) return undefined;
  const value: Node = document.createNode(target.toJS(document), { aliasDuplicateObjects: false });
  if (isScalar(value) && isScalar(target) && target.type !== undefined) value.type = target.type;
  if (isAnchor) value.anchor = name;
  return {
    change: { kind: 'set', path, value },
    removal: isAnchor ? [withoutAnchor(text, anchor, name)] : [],
  };
}

/** The path of a value; undefined for a key. */
function pathOf(document: Document.Parsed, alias: Alias): Path | undefined {
  let found: Path | undefined;
  visit(document, {
    Alias(key, node, ancestors) {
      if (node !== alias || key === 'key') return undefined;
      found = ancestors.flatMap((each, at): Path => {
        if (isPair(each)) return [keyName(each.key)];
        return isSeq(each) ? [each.items.indexOf(ancestors[at + 1] ?? node)] : [];
      });
      return visit.BREAK;
    },
  });
  return found;
}

function withoutAnchor(text: string, anchor: number, name: string): TextEdit {
  const end = anchor + 1 + name.length;
  if (/^[ \t]*\r?\n/.test(text.slice(end))) return { start: anchor - 1, end, text: '' };
  const space = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  return { start: anchor, end: end + space, text: '' };
}
