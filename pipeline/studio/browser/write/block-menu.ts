import { type Command, NodeSelection, Selection } from 'prosemirror-state';
import type { TextKey } from '../texts/english.ts';
import { t } from '../texts/t.ts';
import { kindOf } from './article-schema.ts';
import { selectedBlock } from './block-at.ts';
import { convertTo, wordKinds } from './convert-block.ts';
import { kindName } from './kind-name.ts';
import { deleteBlock, duplicateBlock, moveBlock } from './move-block.ts';
import { type Align, alignColumn, cellAt, changeTable } from './table-keys.ts';
import type { MenuItem, Tools } from './tools.ts';
import { isSettled } from './writing.ts';

/** Opens the menu of the block at a position, or else of the block with the cursor. */
export function openBlockMenu(tools: Tools, pos: number | undefined, anchor: DOMRect): void {
  const { editor } = tools.writing;
  if (editor === undefined) return;
  const { doc, tr } = editor.state;
  if (pos !== undefined && selectedBlock(editor.state)?.pos !== pos) {
    const node = doc.nodeAt(pos);
    const isText = node?.isAtom === false;
    editor.dispatch(
      tr.setSelection(isText ? Selection.near(doc.resolve(pos + 1)) : NodeSelection.create(doc, pos)),
    );
  }
  const items = menuItems(tools);
  if (items.length > 0) tools.popup.value = { kind: 'menu', anchor, items, label: t('writeBlockMenu') };
}

/** The actions on the block of the selection. */
function menuItems(tools: Tools): MenuItem[] {
  const { editor, article } = tools.writing;
  const block = editor && selectedBlock(editor.state);
  if (editor === undefined || block === undefined) return [];
  const item = (label: string, command: Command, more: Partial<MenuItem> = {}): MenuItem => ({
    label,
    isOff: !command(editor.state),
    act: () => {
      command(editor.state, editor.dispatch, editor);
      editor.focus();
    },
    ...more,
  });
  const kind = kindOf(block.node.type);
  const isWords = wordKinds(article).some(({ form }) => form.kind === kind);
  const others = isWords ? wordKinds(article).filter(({ form }) => form.kind !== kind) : [];
  const uid = String(block.node.attrs['uid']);
  const { list, index } = block;
  return [
    item(t('writeMoveUp'), moveBlock(-1), { keys: 'Alt ↑', isOff: index === 0 }),
    item(t('writeMoveDown'), moveBlock(1), { keys: 'Alt ↓', isOff: index === list.childCount - 1 }),
    item(t('writeDuplicate'), duplicateBlock, { keys: 'Ctrl D' }),
    ...(kind === undefined || block.node.isAtom
      ? []
      : [{ label: t('writeMarkdown'), act: () => void showMarkdown(tools, uid) }]),
    ...others.map((plan, at) =>
      item(t('writeTurnInto', { kind: kindName(plan) }), convertTo(article, plan.form.kind), {
        isFirst: at === 0,
      }),
    ),
    ...(hasRareFields(tools, uid) ? [{ label: t('writeMore'), act: () => openRareFields(tools, uid) }] : []),
    ...(cellAt(editor.state)
      ? tableItems.map(([key, change], at) => item(t(key), changeTable(change), { isFirst: at === 0 }))
      : []),
    ...(cellAt(editor.state)
      ? alignments.map(([key, align], at) => item(t(key), alignColumn(align), { isFirst: at === 0 }))
      : []),
    item(t('writeDelete'), deleteBlock, { isFirst: true }),
  ];
}

const hasRareFields = (tools: Tools, uid: string) => rareFields(tools, uid) !== null;

function rareFields({ writing }: Tools, uid: string): HTMLDetailsElement | null {
  const { editor } = writing;
  const block = editor && selectedBlock(editor.state);
  const dom = block && String(block.node.attrs['uid']) === uid ? editor.nodeDOM(block.pos) : null;
  return dom instanceof Element ? dom.querySelector<HTMLDetailsElement>('.write-rare') : null;
}

/** Shows the fields of a block that few people need, and goes to the first. */
function openRareFields(tools: Tools, uid: string): void {
  const details = rareFields(tools, uid);
  if (details === null) return;
  details.open = true;
  details.querySelector<HTMLElement>('input, textarea, select')?.focus();
}

const tableItems = [
  ['writeAddRow', 'addRow'],
  ['writeAddColumn', 'addColumn'],
  ['writeRemoveRow', 'removeRow'],
  ['writeRemoveColumn', 'removeColumn'],
] as const satisfies readonly (readonly [TextKey, Parameters<typeof changeTable>[0]])[];

const alignments = [
  ['writeAlignStart', 'start'],
  ['writeAlignCenter', 'center'],
  ['writeAlignEnd', 'end'],
] as const satisfies readonly (readonly [TextKey, Align])[];

/** Shows the Markdown of a block as the file has it, after the latest words are saved. */
async function showMarkdown({ saver, writing, popup }: Tools, uid: string): Promise<void> {
  await saver.flush();
  if (isSettled(writing.save.value)) popup.value = { kind: 'markdown', uid };
}
