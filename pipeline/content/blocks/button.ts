import { defineBlock } from './block.ts';
import { address, text } from './fields.ts';

export const button = defineBlock({
  kind: 'button',
  label: 'a button',
  description: 'A link in the form of a button.',
  shape: {
    button: address('The address: https://, http:// or mailto:.'),
    label: text('The text of the button.'),
  },
  toText(block, tools) {
    return tools.wrap(`${tools.plain(block.label)} ${tools.reference(block.button)}`, {
      first: '>> ',
      rest: '   ',
    });
  },
});
