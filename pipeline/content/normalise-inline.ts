import type { Inline } from './inline.ts';

type Mark = Extract<Inline, { type: 'strong' | 'emphasis' }>;

/**
 * The normal form of an inline text: the tree that Markdown can express and readers see the same. Adjacent
 * texts and marks are one, no mark or link is inside its own kind, spaces are outside of marks, and no line
 * begins or ends with a space.
 */
export function normaliseInline(nodes: readonly Inline[]): Inline[] {
  const lines = tidy(nodes, []);
  const isBreak = (node: Inline | undefined) => node?.type === 'break';
  const first = lines.findIndex((node) => !isBreak(node));
  const last = lines.findLastIndex((node) => !isBreak(node));
  return first < 0 ? [] : trim(lines.slice(first, last + 1), true);
}

type Around = readonly ('strong' | 'emphasis' | 'link')[];

function tidy(nodes: readonly Inline[], around: Around): Inline[] {
  return trim(
    merge(
      nodes.flatMap((node) => tidyNode(node, around)),
      around,
    ),
    false,
  );
}

function tidyNode(node: Inline, around: Around): Inline[] {
  switch (node.type) {
    case 'text':
      return textOf(node.value);
    case 'code': {
      const value = clean(node.value).replace(/[\r\n]/g, ' ');
      return value === '' ? [] : [{ type: 'code', value }];
    }
    case 'break':
      return [node];
    case 'note':
      return /^[\w-]+$/.test(node.label) ? [node] : textOf(`[^${node.label}]`);
    default: {
      if (around.includes(node.type)) return tidy(node.children, around);
      const children = tidy(node.children, [...around, node.type]);
      if (node.type === 'link')
        return children.length === 0 ? [] : [{ ...node, address: addressOf(node.address), children }];
      return liftSpaces(node.type, children);
    }
  }
}

/** A line break within a text is a space, as in Markdown. */
function textOf(text: string): Inline[] {
  const value = clean(text).replace(/[ \t]*[\r\n]\s*/g, ' ');
  return value === '' ? [] : [{ type: 'text', value }];
}

/** Browsers ignore tabs and line breaks in an address. */
const addressOf = (address: string) => clean(address).replace(/[\t\r\n]/g, '');

/** YAML and Markdown cannot keep half of a surrogate pair, or the character 0. */
const clean = (text: string) => text.toWellFormed().replaceAll('\0', '\ufffd');

/** A mark cannot begin or end with a space or a line break, so these move out of it. */
function liftSpaces(type: Mark['type'], children: readonly Inline[]): Inline[] {
  const [before, rest] = takeSpaces(children);
  if (rest.length === 0) return before;
  const [after, inner] = takeSpaces(rest.toReversed().map(mirrored));
  return [
    ...before,
    { type, children: inner.toReversed().map(mirrored) },
    ...after.toReversed().map(mirrored),
  ];
}

/** The spaces and breaks at the beginning, and the rest. */
function takeSpaces(nodes: readonly Inline[]): [spaces: Inline[], rest: Inline[]] {
  const [first, ...rest] = nodes;
  if (first?.type === 'break') {
    const [spaces, others] = takeSpaces(rest);
    return [[first, ...spaces], others];
  }
  const space = first?.type === 'text' ? (/^\s+/.exec(first.value)?.[0] ?? '') : '';
  if (first?.type !== 'text' || space === '') return [[], [...nodes]];
  const lifted: Inline = { type: 'text', value: space };
  if (space !== first.value)
    return [[lifted], [{ type: 'text', value: first.value.slice(space.length) }, ...rest]];
  const [spaces, others] = takeSpaces(rest);
  return [[lifted, ...spaces], others];
}

/** A text from its end to its beginning, so that one function takes spaces from both ends. */
const mirrored = (node: Inline): Inline =>
  node.type === 'text' ? { type: 'text', value: [...node.value].reverse().join('') } : node;

function merge(nodes: readonly Inline[], around: Around): Inline[] {
  const merged: Inline[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    const both = last && together(last, node, around);
    if (both) merged.splice(-1, 1, both);
    else merged.push(node);
  }
  return merged;
}

function together(a: Inline, b: Inline, around: Around): Inline | undefined {
  if ((a.type === 'text' && b.type === 'text') || (a.type === 'code' && b.type === 'code'))
    return { type: a.type, value: a.value + b.value };
  if ((a.type === 'strong' || a.type === 'emphasis') && a.type === b.type)
    return { type: a.type, children: merge([...a.children, ...b.children], around) };
  return undefined;
}

/** Removes the spaces around line breaks, and at both ends of a whole text. */
function trim(nodes: readonly Inline[], isWhole: boolean): Inline[] {
  return nodes.flatMap((node, at): Inline[] => {
    if (node.type !== 'text') return [node];
    const [before, after] = [nodes[at - 1], nodes[at + 1]];
    let { value } = node;
    if (before?.type === 'break' || (isWhole && at === 0)) value = value.replace(/^[ \t]+/, '');
    if (after?.type === 'break' || (isWhole && at === nodes.length - 1)) value = value.replace(/[ \t]+$/, '');
    return value === '' ? [] : [{ type: 'text', value }];
  });
}
