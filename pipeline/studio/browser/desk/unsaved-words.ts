import { signal } from '@preact/signals-core';
import type { DeskPart } from '../../protocol/desk.ts';
import type { ShownProblem } from '../../protocol/issues.ts';
import { deskAddress } from './open-desk.ts';

export type Words = NonNullable<DeskPart['translation']>;

/** Typed words that are not in the file yet. */
export interface Unsaved {
  /** The address of the desk on which they were typed. They are kept while another desk is open. */
  readonly address: string;
  readonly words: Words;
  /**
   * The part as it was in the file when these words last matched it. A save succeeds only if the file still
   * has this version.
   */
  readonly part: DeskPart;
  readonly state: 'typing' | 'saving' | 'failed' | 'conflict' | 'refused';
  /** Whether the focus left the part during an earlier save. The part is then saved again afterwards. */
  readonly isAwaited?: boolean | undefined;
  /** Why the last save failed. It is shown until the words are in the file. */
  readonly failure?: string | undefined;
  /** The words in the file, if they differ. */
  readonly disk?: Words | undefined;
  /** The problems for which the words were refused. */
  readonly problems?: readonly ShownProblem[] | undefined;
}

const unsaved = signal<ReadonlyMap<string, Unsaved>>(new Map());

/** All unsaved words, by an id of the desk and the part. */
export const allUnsaved = (): ReadonlyMap<string, Unsaved> => unsaved.value;

/** The id of a part's words: of the open desk, or of another one. */
export const idOf = (key: string, address = deskAddress.value): string => `${address} ${key}`;

/** The unsaved words of the open desk. */
export const unsavedHere = (): readonly Unsaved[] =>
  [...unsaved.value.values()].filter((entry) => entry.address === deskAddress.value);

/** The unsaved words of a part of the open desk. */
export const unsavedOf = (key: string): Unsaved | undefined => unsaved.value.get(idOf(key));

/** Replaces the unsaved words with this id; undefined discards them. */
export function setUnsaved(id: string, entry: Unsaved | undefined): void {
  const next = new Map(unsaved.value);
  if (entry) next.set(id, entry);
  else next.delete(id);
  unsaved.value = next;
}

/** Keeps typed words here until they are in the file. */
export function type(part: DeskPart, field: string, value: string | readonly string[]): void {
  const address = deskAddress.value;
  if (address === undefined) return;
  const id = idOf(part.key);
  const before = unsaved.value.get(id);
  const state = before?.state === 'saving' || before?.state === 'conflict' ? before.state : 'typing';
  setUnsaved(id, {
    address,
    words: { ...(before?.words ?? part.translation ?? {}), [field]: value },
    part: before?.part ?? part,
    state,
    disk: before?.disk,
    failure: before?.failure,
  });
}

/** Discards the unsaved words of a part. */
export function forget(key: string): void {
  setUnsaved(idOf(key), undefined);
}

/** Makes the browser ask before it closes a page with unsaved words. */
window.addEventListener('beforeunload', (event) => {
  if (unsaved.value.size > 0) event.preventDefault();
});
