import { type Signal, signal } from '@preact/signals-core';
import { redoDepth, undoDepth } from 'prosemirror-history';
import type { Node } from 'prosemirror-model';
import type { EditorView } from 'prosemirror-view';
import type { ShownProblem } from '../../protocol/issues.ts';
import type { WriteView } from '../../protocol/write.ts';
import type { ArticleSchema } from './article-schema.ts';
import { type Confirmed, confirm, schemaOf } from './confirmed.ts';
import type { Conflict } from './conflict.ts';
import { type DraftName, nameDraft } from './draft-name.ts';

/** Whether the words on the page are in the file. */
export type SaveState =
  | { readonly kind: 'saved' | 'typing' | 'saving' }
  /** A required field is empty. The browser keeps the words of its block. */
  | { readonly kind: 'lacking' }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'refused'; readonly problems: readonly ShownProblem[] };

/** Whether everything is in the file that can be there yet. */
export const isSettled = ({ kind }: SaveState): boolean => kind === 'saved' || kind === 'lacking';

/** An open article: what the page knows about its file, and the editor that shows it. */
export interface Writing {
  readonly slug: string;
  readonly draft: DraftName;
  readonly article: ArticleSchema;
  readonly confirmed: Signal<Confirmed>;
  /** The parts that were changed here and by somebody else: blocks by uid, fields of the head by name. */
  readonly conflicts: Signal<ReadonlyMap<string, Conflict>>;
  readonly save: Signal<SaveState>;
  /** The languages whose files could not take over the latest changes of blocks. */
  readonly unfollowed: Signal<readonly string[]>;
  /** The steps of the journal that somebody has asked for and that are not done yet, in order. */
  readonly waiting: Signal<readonly ('undo' | 'redo')[]>;
  /** How many steps of the editor's own history are older than the last save. */
  readonly savedSteps: { undo: number; redo: number };
  /** The new blocks of a request without an answer, as they were sent. The file may have them already. */
  sent: ReadonlyMap<string, Node>;
  /** Set as soon as the page shows the article. */
  editor: EditorView | undefined;
}

export function openWriting(slug: string, view: WriteView): Writing {
  const article = schemaOf(view);
  return {
    slug,
    draft: nameDraft(slug),
    article,
    confirmed: signal(confirm(article, view)),
    conflicts: signal(new Map()),
    save: signal<SaveState>({ kind: 'saved' }),
    unfollowed: signal([]),
    waiting: signal([]),
    savedSteps: { undo: 0, redo: 0 },
    sent: new Map(),
    editor: undefined,
  };
}

/** Whether the editor's own history has steps that are not saved yet, and that are later than those that wait. */
export function hasUnsavedSteps(
  { editor, savedSteps, waiting }: Writing,
  direction: 'undo' | 'redo',
): boolean {
  if (editor === undefined || (direction === 'redo' && waiting.value.length > 0)) return false;
  const depth = direction === 'undo' ? undoDepth(editor.state) : redoDepth(editor.state);
  return depth > savedSteps[direction];
}

/** Leaves the steps that the editor has made so far to the journal on the server. */
export function leaveToJournal({ editor, savedSteps }: Writing, undo?: number): void {
  if (editor === undefined) return;
  savedSteps.undo = Math.min(undo ?? Number.POSITIVE_INFINITY, undoDepth(editor.state));
  savedSteps.redo = redoDepth(editor.state);
}
