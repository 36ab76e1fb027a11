import { defineBlock } from './block.ts';
import { inline, text } from './fields.ts';

export const callout = defineBlock({
  kind: 'callout',
  label: 'a callout',
  description: 'A note in a box, set apart from the running text.',
  shape: {
    callout: inline('The note.'),
    title: text('A heading for the box.').optional(),
  },
  toText({ callout: note, title }, tools) {
    const box = { first: '| ', rest: '| ' };
    const body = tools.wrap(tools.inline(note), box);
    return title ? `${tools.wrap(tools.plain(title), box)}\n|\n${body}` : body;
  },
});
