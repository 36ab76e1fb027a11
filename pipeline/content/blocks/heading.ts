import { defineBlock } from './block.ts';
import { inline } from './fields.ts';

export const heading = defineBlock({
  kind: 'heading',
  label: 'a heading',
  description: 'A heading within the article.',
  shape: { heading: inline('The heading.') },
  toText: (block, tools) => tools.underline(tools.inline(block.heading), '-'),
});
