import { defineBlock } from './block.ts';
import { inline, name } from './fields.ts';

export const quote = defineBlock({
  kind: 'quote',
  label: 'a quote',
  description: 'A quotation set apart from the text.',
  shape: {
    quote: inline('What was said, without quotation marks.'),
    by: name('Who said it.').optional(),
  },
  toText(block, tools) {
    const said = tools.wrap(tools.inline(block.quote), { first: '> ', rest: '> ' });
    const by = block.by && tools.wrap(tools.plain(block.by), { first: '> \u2014 ', rest: '>   ' });
    return by ? `${said}\n>\n${by}` : said;
  },
});
