import { defineBlock } from './block.ts';
import { inline } from './fields.ts';

export const paragraph = defineBlock({
  kind: 'paragraph',
  label: 'a paragraph',
  description: 'A paragraph of running text.',
  shape: {
    paragraph: inline(
      'The text, with **strong**, *emphasis*, [links](https://…), `code`, and "\\" for a line break.',
    ),
  },
  toText: (block, tools) => tools.wrap(tools.inline(block.paragraph)),
});
