import { isFocusLost } from './show-modal.ts';

/** The parts of the page that can take over the focus of an element that they contained. */
const parts = '[data-setting], .part, .problem, .card, section, .write-text, main';

/**
 * An action may remove the control that started it: *It is still correct*, *Pause*, *Fix it*. The focus then goes
 * to the part around it, so that people who work by keyboard or by ear stay where they were.
 */
export function keepFocus(root: HTMLElement): void {
  let last: HTMLElement | undefined;
  let around: readonly HTMLElement[] = [];
  document.addEventListener('focusin', ({ target }) => {
    last = target instanceof HTMLElement ? target : undefined;
    around = last ? partsAround(last) : [];
  });
  new MutationObserver(() => {
    if (last === undefined || last.isConnected || !isFocusLost()) return;
    const part = around.find((each) => each.isConnected && each.checkVisibility());
    last = undefined;
    if (part && !part.hasAttribute('tabindex') && !part.isContentEditable) part.tabIndex = -1;
    part?.focus({ preventScroll: true });
  }).observe(root, { childList: true, subtree: true });
}

/** From the innermost to the outermost. A dialog that closes gives the focus back by its own rule. */
function partsAround(element: HTMLElement): HTMLElement[] {
  if (element.closest('dialog')) return [];
  const found: HTMLElement[] = [];
  for (let at = element.parentElement; at !== null; at = at.parentElement)
    if (at.matches(parts)) found.push(at);
  return found;
}
