import { defineBlock } from './block.ts';
import { flag, inline, several } from './fields.ts';

export const list = defineBlock({
  kind: 'list',
  label: 'a list',
  description: 'A list, with bullets or numbers.',
  shape: {
    list: several(inline('An item.'), 'The items.'),
    ordered: flag('Whether to use numbers in place of bullets.').optional(),
  },
  toText(block, tools) {
    const width = String(block.list.length).length;
    const items = block.list.map((item, index) => {
      const first = block.ordered ? `${String(index + 1).padStart(width)}. ` : '* ';
      return tools.wrap(tools.inline(item), { first, rest: ' '.repeat(first.length) });
    });
    return items.join('\n');
  },
});
