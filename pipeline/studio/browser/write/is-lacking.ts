import type { Node } from 'prosemirror-model';
import { kindOf, requiredIn } from './article-schema.ts';
import { changesOf, hasMoreThanText, isEmptyText, textsOf, valuesOf } from './block-nodes.ts';
import { formerText } from './held-back.ts';

/**
 * Whether a block has changes that the file cannot have yet, because a required field is empty. `before` is the
 * block as the file has it; undefined for a new one.
 */
export function isLacking(node: Node, before: Node | undefined): boolean {
  const kind = kindOf(node.type);
  if (kind === undefined || node === before) return false;
  if (before !== undefined && formerText(node)) return true;
  if (before === undefined)
    return !isComplete(node) && (hasValues(node) || String(node.attrs['missing']) !== '');
  if (kind !== kindOf(before.type)) return !isComplete(node) && hasValues(node);
  // An empty text is removed from the file when the cursor leaves it.
  if (node.isTextblock && isEmptyText(node) && !hasMoreThanText(node)) return false;
  const required = requiredIn(node.type);
  return Object.entries(changesOf(before, node)).some(
    ([name, value]) => value === null && required.has(name),
  );
}

/** Whether a block has the field that its kind is named after, or, in a story, any words. */
export function isComplete(node: Node): boolean {
  const kind = kindOf(node.type) ?? '';
  if (requiredIn(node.type).has(kind)) return valuesOf(node)[kind] !== undefined;
  return [...textsOf(node).values()].some((text) => !isEmptyText(text));
}

const hasValues = (node: Node) => Object.keys(valuesOf(node)).length > 0;
