import { Plugin } from 'prosemirror-state';
import { t } from '../texts/t.ts';
import { fieldOf, kindOf } from './article-schema.ts';
import { selectedBlock } from './block-at.ts';
import { fieldName, kindName } from './kind-name.ts';
import type { Tools } from './tools.ts';

/** Tells screen readers in which block or field the cursor is, when it enters another one. */
export function speakPart({ spoken, writing }: Tools): Plugin {
  return new Plugin({
    view: () => ({
      update({ state }, before) {
        const now = nameAt(state);
        if (now !== nameAt(before)) spoken.value = now;
      },
    }),
  });

  function nameAt(state: Parameters<typeof selectedBlock>[0]): string {
    const { $from } = state.selection;
    const block = selectedBlock(state);
    const plan = writing.article.plans.get(block ? (kindOf(block.node.type) ?? '') : '');
    const field =
      $from.depth > 1 ? fieldOf($from.node(block ? Math.min(3, $from.depth) : 2).type) : undefined;
    if (block === undefined || plan === undefined) return field ? fieldName(field.name) : '';
    const name = t('numbered', {
      name: kindName(plan),
      number: block.index + 1,
      count: block.list.childCount,
    });
    return field && !plan.isFlat ? `${name}: ${fieldName(field.name)}` : name;
  }
}
