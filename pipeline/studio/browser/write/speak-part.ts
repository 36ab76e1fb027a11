import { type EditorState, Plugin, PluginKey, type Transaction } from 'prosemirror-state';
import { t } from '../texts/t.ts';
import { fieldOf, kindOf } from './article-schema.ts';
import { selectedBlock } from './block-at.ts';
import { asideOfBlock } from './find-aside.ts';
import { fieldName, kindName } from './kind-name.ts';
import { cellAt } from './table-keys.ts';
import { say, type Tools } from './tools.ts';

const key = new PluginKey<string>('speak');

/** Marks a change with what a screen reader says about it: "Quote deleted". */
export const sayChange = (tr: Transaction, text: string): Transaction => tr.setMeta(key, text);

/** Tells screen readers what a command did, and in which block or field the cursor is when it enters another one. */
export function speakPart(tools: Tools): Plugin<string> {
  const { writing } = tools;
  return new Plugin<string>({
    key,
    state: { init: () => '', apply: (tr): string => tr.getMeta(key) ?? '' },
    view: () => ({
      update({ state }, before) {
        const done = key.getState(state) ?? '';
        const now = nameAt(state);
        if (done === '' && now === nameAt(before)) return;
        const problems = selectedUid(state) === selectedUid(before) ? [] : problemsAt(state);
        say(tools, [done.replace(/\.$/, ''), now, ...problems].filter((each) => each !== '').join('. '));
      },
    }),
  });

  function nameAt(state: EditorState): string {
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
    const cell = cellAt(state);
    if (cell) return `${name}: ${t('writeCell', { row: cell.row + 1, column: cell.column + 1 })}`;
    return field && !plan.isFlat ? `${name}: ${fieldName(field.name)}` : name;
  }

  function problemsAt(state: EditorState): readonly string[] {
    return asideOfBlock(writing, selectedUid(state) ?? '').problems.map(({ message }) => message);
  }
}

function selectedUid(state: EditorState): string | undefined {
  const block = selectedBlock(state);
  return block && String(block.node.attrs['uid']);
}
