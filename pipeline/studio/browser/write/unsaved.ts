import { cursorPart } from './block-at.ts';
import { isWaiting, type PlannedRequest, type Present, planRequest } from './plan-request.ts';
import type { Writing } from './writing.ts';

/** What to send; undefined if the file has everything, or takes nothing because it cannot be read. */
export function plannedIn(writing: Writing): PlannedRequest | undefined {
  const { article, confirmed } = writing;
  const present = presentIn(writing);
  if (present === undefined || confirmed.value.view.isBroken) return undefined;
  return planRequest(article, confirmed.value, present);
}

/** Whether the page has words that are not in the file. */
export function hasUnsaved(writing: Writing): boolean {
  const { article, confirmed, conflicts } = writing;
  const present = presentIn(writing);
  if (present === undefined) return false;
  return (
    conflicts.value.size > 0 ||
    isWaitingIn(writing) ||
    planRequest(article, confirmed.value, present) !== undefined
  );
}

/** Whether the page has words that the file cannot have yet, because a required field is empty. */
export function isWaitingIn(writing: Writing): boolean {
  const { article, confirmed } = writing;
  const present = presentIn(writing);
  return present !== undefined && isWaiting(article, confirmed.value, present);
}

function presentIn({ conflicts, editor }: Writing): Present | undefined {
  if (editor === undefined) return undefined;
  return {
    doc: editor.state.doc,
    cursor: editor.hasFocus() ? cursorPart(editor.state) : undefined,
    undecided: new Set(conflicts.value.keys()),
  };
}
