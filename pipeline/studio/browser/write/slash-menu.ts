import { type Signal, signal } from '@preact/signals-core';
import { type EditorState, Plugin, PluginKey } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import { type ArticleSchema, type KindPlan, kindOf } from './article-schema.ts';
import { selectedBlock } from './block-at.ts';
import { insertKind } from './insert-block.ts';
import { kindName } from './kind-name.ts';

/** The open list of blocks. */
export interface SlashMenu {
  readonly items: readonly KindPlan[];
  readonly chosen: number;
  readonly anchor: { readonly left: number; readonly top: number; readonly bottom: number };
}

interface SlashState {
  /** What was typed after the slash; undefined while the list is closed. */
  readonly query: string | undefined;
  readonly uid: string;
  readonly chosen: number;
  /** The paragraph in which somebody has closed the list. */
  readonly closedIn: string;
}

const key = new PluginKey<SlashState>('slash');
const listId = 'write-kinds';

export const slashListId = listId;
export const slashItemId = (at: number): string => `${listId}-${at}`;

/** The list of blocks that opens when somebody types "/" in an empty paragraph. */
export function slashMenu(article: ArticleSchema, shown: Signal<SlashMenu | undefined>): Plugin<SlashState> {
  return new Plugin<SlashState>({
    key,
    state: {
      init: () => ({ query: undefined, uid: '', chosen: 0, closedIn: '' }),
      apply(tr, before, _old, state) {
        const change: Partial<SlashState> = tr.getMeta(key) ?? {};
        const { query, uid } = queryIn(state);
        const closedIn = change.closedIn ?? (query === undefined ? '' : before.closedIn);
        const isClosed = closedIn !== '' && closedIn === uid;
        const chosen = query === before.query ? (change.chosen ?? before.chosen) : 0;
        return { query: isClosed ? undefined : query, uid, chosen, closedIn };
      },
    },
    props: {
      handleKeyDown: (view, event) => onKey(article, view, event),
      handleDOMEvents: {
        blur: (view) => {
          close(view);
          return false;
        },
      },
      attributes: (state): Record<string, string> => {
        const open = key.getState(state);
        const items = open ? itemsFor(article, open) : [];
        if (items.length === 0) return {};
        return { 'aria-controls': listId, 'aria-activedescendant': slashItemId(open?.chosen ?? 0) };
      },
    },
    view: () => ({
      update(view) {
        const open = key.getState(view.state);
        const items = open ? itemsFor(article, open) : [];
        const isShown = items.length > 0 && view.hasFocus();
        shown.value = isShown
          ? { items, chosen: open?.chosen ?? 0, anchor: view.coordsAtPos(view.state.selection.from) }
          : undefined;
      },
      destroy() {
        shown.value = undefined;
      },
    }),
  });
}

export const createSlashSignal = (): Signal<SlashMenu | undefined> => signal(undefined);

/** What is typed after a slash that begins a paragraph. */
function queryIn(state: EditorState): { readonly query: string | undefined; readonly uid: string } {
  const block = state.selection.empty ? selectedBlock(state) : undefined;
  if (block === undefined || kindOf(block.node.type) !== 'paragraph') return { query: undefined, uid: '' };
  const [, query] = /^\/([\p{L}\p{N}-]*)$/u.exec(block.node.textContent) ?? [];
  const isAtEnd = state.selection.$from.parentOffset === block.node.content.size;
  return { query: isAtEnd ? query : undefined, uid: String(block.node.attrs['uid']) };
}

/** The kinds whose name begins with what was typed come first, then those that contain it. */
function itemsFor({ plans }: ArticleSchema, { query }: SlashState): readonly KindPlan[] {
  if (query === undefined) return [];
  const wanted = query.toLowerCase();
  const namesOf = (plan: KindPlan) => [kindName(plan).toLowerCase(), plan.form.kind.toLowerCase()];
  const kinds = [...plans.values()].filter(({ form }) => form.kind !== 'head' && form.kind !== 'story');
  const starts = (plan: KindPlan) => namesOf(plan).some((name) => name.startsWith(wanted));
  const contains = (plan: KindPlan) => namesOf(plan).some((name) => name.includes(wanted));
  return [...kinds.filter(starts), ...kinds.filter((plan) => !starts(plan) && contains(plan))];
}

function onKey(article: ArticleSchema, view: EditorView, event: KeyboardEvent): boolean {
  const open = key.getState(view.state);
  const items = open ? itemsFor(article, open) : [];
  if (open === undefined || items.length === 0) return false;
  const choose = (chosen: number) => view.dispatch(view.state.tr.setMeta(key, { chosen }));
  switch (event.key) {
    case 'ArrowDown':
      choose((open.chosen + 1) % items.length);
      return true;
    case 'ArrowUp':
      choose((open.chosen - 1 + items.length) % items.length);
      return true;
    case 'Enter':
    case 'Tab':
      chooseKind(article, view, items[open.chosen]);
      return true;
    case 'Escape':
      close(view);
      return true;
    default:
      return false;
  }
}

function close(view: EditorView): void {
  const open = key.getState(view.state);
  if (open?.query !== undefined) view.dispatch(view.state.tr.setMeta(key, { closedIn: open.uid }));
}

/** Replaces the paragraph with the slash by a block of the chosen kind. */
export function chooseKind(article: ArticleSchema, view: EditorView, plan: KindPlan | undefined): void {
  const block = selectedBlock(view.state);
  if (plan === undefined || block === undefined) return;
  const start = block.pos + 1;
  const tr = view.state.tr.delete(start, start + block.node.content.size);
  const cleared = tr.doc.nodeAt(block.pos) ?? block.node;
  view.dispatch(insertKind(article, tr, { ...block, node: cleared }, plan).scrollIntoView());
  view.focus();
}
