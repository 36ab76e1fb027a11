import { stringify } from 'yaml';
import type { Inline } from '../../pipeline/content/inline.ts';
import type { Intake, IntakeValue } from '../../pipeline/intake/blocks/intake-block.ts';

/** What was taken in, as YAML that a person can review. Inline text is in the notation of Markdown, unescaped. */
export function review({ blocks, footnotes, lost }: Intake): string {
  const shown = {
    blocks: blocks.map(({ kind, values, picture }) => ({
      [kind]: kind in values ? show(values[kind]) : null,
      ...Object.fromEntries(
        Object.entries(values)
          .filter(([name]) => name !== kind)
          .map(([name, value]) => [name, show(value)]),
      ),
      ...(picture ? { picture: `${picture.name}, ${picture.bytes.length} bytes` } : {}),
    })),
    ...(footnotes.length > 0
      ? { footnotes: Object.fromEntries(footnotes.map(({ label, nodes }) => [label, inText(nodes)])) }
      : {}),
    lost: lost.map(({ values, ...each }) => ({
      ...each,
      ...(values
        ? { values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, show(value)])) }
        : {}),
    })),
  };
  return stringify(shown, { lineWidth: 110 });
}

function show(value: IntakeValue | undefined): unknown {
  if (typeof value !== 'object') return value;
  if ('nodes' in value) return inText(value.nodes);
  if ('cells' in value) return value.cells.map(({ nodes }) => inText(nodes));
  return value.map(show);
}

export function inText(nodes: readonly Inline[]): string {
  return nodes.map(oneInText).join('');
}

function oneInText(node: Inline): string {
  switch (node.type) {
    case 'text':
      return node.value.replaceAll('\u00a0', '⍽');
    case 'code':
      return `\`${node.value}\``;
    case 'break':
      return ' \\ ';
    case 'note':
      return `[^${node.label}]`;
    case 'strong':
      return `**${inText(node.children)}**`;
    case 'emphasis':
      return `*${inText(node.children)}*`;
    case 'link':
      return node.isBare ? `<${node.address}>` : `[${inText(node.children)}](${node.address})`;
  }
}
