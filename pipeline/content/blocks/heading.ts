import { inline } from '../fields.ts';
import { defineBlock } from './block.ts';

export const heading = defineBlock({
  kind: 'heading',
  label: 'a heading',
  description: 'A heading within the article.',
  shape: { heading: inline('The heading.') },
  toText(block, tools) {
    const lines = tools.wrap(tools.inline(block.heading));
    const width = Math.max(...lines.split('\n').map((line) => [...line].length));
    return `${lines}\n${'-'.repeat(width)}`;
  },
});
