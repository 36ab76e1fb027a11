import { defineBlock } from './block.ts';
import { address, text } from './fields.ts';

export const link = defineBlock({
  kind: 'link',
  label: 'a link',
  description: 'A link to a related piece, on its own line.',
  shape: {
    link: address('The address: https://, http:// or mailto:.'),
    label: text('What it leads to.'),
  },
  toText(block, tools) {
    const label = `${tools.t('email:related')}: ${tools.plain(block.label)} ${tools.reference(block.link)}`;
    return tools.wrap(label, { first: '\u2192 ', rest: '  ' });
  },
});
