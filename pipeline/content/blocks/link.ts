import { defineBlock } from './block.ts';
import { address, text } from './fields.ts';
import { withoutStart } from './without-start.ts';

export const link = defineBlock({
  kind: 'link',
  label: 'a link',
  description: 'A link to a related piece, on its own line.',
  shape: {
    link: address('The address: https://, http:// or mailto:.'),
    label: text('The text of the link: what it leads to.'),
  },
  toText(block, tools) {
    const related = tools.t('email:related');
    const label = withoutStart(tools.plain(block.label), related);
    return tools.wrap(
      `${tools.t('email:labelled', { label: related })} ${label} ${tools.reference(block.link)}`,
      {
        first: '\u2192 ',
        rest: '  ',
      },
    );
  },
});
