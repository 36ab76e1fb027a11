import { Fragment, type Mark, type Node, type Schema } from 'prosemirror-model';
import type { Inline } from '../../../content/inline.ts';

/** The tree of an inline text as nodes of the editor. Marks that nest in the tree become flat. */
export function toNodes(schema: Schema, tree: readonly Inline[], marks: readonly Mark[] = []): Node[] {
  return tree.flatMap((inline) => {
    switch (inline.type) {
      case 'text':
        return inline.value === '' ? [] : [schema.text(inline.value, marks)];
      case 'code':
        return inline.value === '' ? [] : [schema.text(inline.value, withMark(schema, marks, 'code'))];
      case 'break':
        return [schema.node('break', null, [], marks)];
      case 'note':
        return [schema.node('note', { label: inline.label }, [], marks)];
      case 'link': {
        const { address, isBare = false } = inline;
        return toNodes(schema, inline.children, withMark(schema, marks, 'link', { address, isBare }));
      }
      default:
        return toNodes(schema, inline.children, withMark(schema, marks, inline.type));
    }
  });
}

function withMark(schema: Schema, marks: readonly Mark[], name: string, attrs = {}): readonly Mark[] {
  return schema.mark(name, attrs).addToSet(marks);
}

/** The content of a text as a tree. */
export function toTree(content: Fragment): Inline[] {
  const leaves: Leaf[] = [];
  content.forEach((node) => {
    leaves.push({ node, marks: node.marks });
  });
  return nest(leaves);
}

/** A node with the marks that its ancestors in the tree do not have yet. */
interface Leaf {
  readonly node: Node;
  readonly marks: readonly Mark[];
}

/** Puts the mark with the longest run on the outside, so that no run is cut in two. */
function nest(leaves: readonly Leaf[]): Inline[] {
  const tree: Inline[] = [];
  for (let at = 0; at < leaves.length; ) {
    const leaf = leaves[at] as Leaf;
    const [outer, end] = longestRun(leaves, at);
    if (outer === undefined) {
      tree.push(leafOf(leaf));
      at += 1;
      continue;
    }
    const inner = leaves
      .slice(at, end)
      .map(({ node, marks }) => ({ node, marks: outer.removeFromSet(marks) }));
    tree.push(wrap(outer, nest(inner)));
    at = end;
  }
  return tree;
}

/** The mark that continues furthest from a leaf on, and where it ends. Code is a leaf of its own. */
function longestRun(leaves: readonly Leaf[], start: number): readonly [Mark | undefined, number] {
  let longest: readonly [Mark | undefined, number] = [undefined, start];
  for (const mark of leaves[start]?.marks ?? []) {
    if (mark.type.name === 'code') continue;
    let end = start;
    while (end < leaves.length && mark.isInSet(leaves[end]?.marks ?? [])) end += 1;
    if (end > longest[1]) longest = [mark, end];
  }
  return longest;
}

function wrap(mark: Mark, children: readonly Inline[]): Inline {
  if (mark.type.name !== 'link') return { type: mark.type.name as 'strong' | 'emphasis', children };
  const { address, isBare } = mark.attrs as { address: string; isBare: boolean };
  const [first] = children;
  // An edited text is no longer the bare address.
  const isStillBare = isBare && children.length === 1 && first?.type === 'text' && first.value === address;
  return { type: 'link', address, children, ...(isStillBare && { isBare: true as const }) };
}

function leafOf({ node, marks }: Leaf): Inline {
  if (node.type.name === 'break') return { type: 'break' };
  if (node.type.name === 'note') return { type: 'note', label: String(node.attrs['label']) };
  const isCode = marks.some((mark) => mark.type.name === 'code');
  return { type: isCode ? 'code' : 'text', value: node.text ?? '' };
}

/** The content without marks, breaks and footnotes, for a text that has none. */
export function plainContent(schema: Schema, content: Fragment): Fragment {
  const text = content.textBetween(0, content.size, ' ', (node) => (node.type.name === 'break' ? ' ' : ''));
  return text === '' ? Fragment.empty : Fragment.from(schema.text(text));
}
