import type { Inline } from '../../content/inline.ts';
import type { Intake, IntakeBlock, IntakeValue } from './intake-block.ts';

/** The same text for an issue that cannot take footnotes: each is a paragraph at the end. */
export function foldFootnotes({ blocks, footnotes, lost }: Intake): Intake {
  const notes = footnotes.map(({ label, nodes }): IntakeBlock => {
    const mark: Inline = { type: 'text', value: `[${label}] ` };
    return { kind: 'paragraph', values: { paragraph: { nodes: [mark, ...nodes] } } };
  });
  const folded = blocks.map((block) => ({ ...block, values: mapValues(block.values) }));
  return { blocks: [...folded, ...notes], footnotes: [], lost };
}

function mapValues(values: IntakeBlock['values']): IntakeBlock['values'] {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, mapValue(value)]));
}

function mapValue(value: IntakeValue): IntakeValue {
  if (typeof value !== 'object') return value;
  if ('nodes' in value) return { nodes: value.nodes.map(mapNode) };
  if ('cells' in value) return { cells: value.cells.map(({ nodes }) => ({ nodes: nodes.map(mapNode) })) };
  return value.map(mapValue);
}

function mapNode(node: Inline): Inline {
  if (node.type === 'note') return { type: 'text', value: `[${node.label}]` };
  return 'children' in node ? { ...node, children: node.children.map(mapNode) } : node;
}
