import type { Inline } from './inline.ts';

/** Prints inline text as Markdown. */
export function printInline(nodes: readonly Inline[]): string {
  return nodes.map(printNode).join('').trim();
}

function printNode(node: Inline): string {
  switch (node.type) {
    case 'text':
      return node.value.replace(/[\\`*_[\]<]/g, '\\$&');
    case 'code':
      return `\`${node.value}\``;
    case 'break':
      return '\\\n';
    case 'note':
      return `[^${node.label}]`;
    case 'link':
      return node.isBare ? node.address : `[${printInline(node.children)}](${node.address})`;
    case 'strong':
      return `**${node.children.map(printNode).join('')}**`;
    case 'emphasis':
      return `*${node.children.map(printNode).join('')}*`;
  }
}
