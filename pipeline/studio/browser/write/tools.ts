import { type Signal, signal } from '@preact/signals-core';
import type { EditorState } from 'prosemirror-state';
import type { CropDraft, FramedFields } from './crop-draft.ts';
import { Saver } from './save-writing.ts';
import type { Writing } from './writing.ts';

/** What is open above the page: a menu, the form of a link, the Markdown of a block, or the crop of a picture. */
export type Popup =
  | {
      readonly kind: 'menu';
      readonly anchor: DOMRect;
      readonly items: readonly MenuItem[];
      readonly label: string;
    }
  | { readonly kind: 'link'; readonly anchor: DOMRect; readonly address: string; readonly hasText: boolean }
  | { readonly kind: 'markdown'; readonly uid: string }
  | {
      readonly kind: 'crop';
      readonly file: string;
      readonly fields: FramedFields;
      readonly draft: CropDraft;
      readonly opener: HTMLElement;
    };

export interface MenuItem {
  readonly label: string;
  /** The keys that do the same. */
  readonly keys?: string;
  readonly isOff?: boolean;
  /** Whether a line separates it from the item before. */
  readonly isFirst?: boolean;
  readonly act: () => void;
}

/** What the parts of the writing desk share. */
export interface Tools {
  readonly writing: Writing;
  readonly saver: Saver;
  readonly popup: Signal<Popup | undefined>;
  /** The latest state of the editor, for what is shown around it. */
  readonly state: Signal<EditorState | undefined>;
  /** What the latest paste left out. */
  readonly leftOut: Signal<readonly string[]>;
  /** What a screen reader says next. */
  readonly spoken: Signal<string>;
}

export function createTools(writing: Writing): Tools {
  return {
    writing,
    saver: new Saver(writing),
    popup: signal(undefined),
    state: signal(undefined),
    leftOut: signal([]),
    spoken: signal(''),
  };
}

/** Lets a screen reader say something, even if it said the same before. */
export function say({ spoken }: Pick<Tools, 'spoken'>, text: string): void {
  spoken.value = text === spoken.value ? `${text}\u00a0` : text;
}

/** Closes what is open above the page, and returns to the text. */
export function closePopup({ popup, writing }: Tools): void {
  popup.value = undefined;
  writing.editor?.focus();
}
