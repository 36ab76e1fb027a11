import { defineBlock } from './block.ts';
import { mark } from './fields.ts';

export const divider = defineBlock({
  kind: 'divider',
  label: 'a divider',
  description: 'A horizontal line between two parts.',
  shape: { divider: mark('Always true.') },
  toText: () => `${' '.repeat(32)}* * *`,
});
