/** The width that the title has before the tabs get the rest of the row, in px. */
const titleWidth = 80;
/** The width that the title needs beside the list of tabs, in px. */
const leastTitle = 100;
const known = new WeakSet<Element>();

/**
 * Shows the tabs as a list to choose from while the row has no space for them beside the title. If it has none for the
 * list either, the controls are in a second row.
 */
export function fitTabs(head: Element | undefined): void {
  if (!(head instanceof HTMLElement) || known.has(head)) return;
  known.add(head);
  const fit = () => {
    const [title, tabs] = [head.querySelector('h1'), head.querySelector('.tabs')];
    if (title === null || tabs === null) return;
    const focused = tabs.querySelector(':focus-visible');
    const isCutAt = (width: number) => title.clientWidth < Math.min(title.scrollWidth, width);
    head.classList.remove('narrow', 'two-rows');
    const isCut = isCutAt(titleWidth);
    head.classList.toggle('narrow', isCut);
    head.classList.toggle('two-rows', isCut && isCutAt(leastTitle));
    // The focus would be lost with the link that had it.
    if (isCut && focused) head.querySelector<HTMLElement>('.tab-choice')?.focus();
  };
  new ResizeObserver(fit).observe(head);
  new MutationObserver(fit).observe(head, { childList: true, subtree: true, characterData: true });
}
