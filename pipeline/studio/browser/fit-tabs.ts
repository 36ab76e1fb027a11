/** The width that the title has before the tabs get the rest of the row, in px. */
const titleWidth = 80;
const known = new WeakSet<Element>();

/** Shows the tabs as a list to choose from while the row has no space for them beside the title. */
export function fitTabs(head: Element | undefined): void {
  if (!(head instanceof HTMLElement) || known.has(head)) return;
  known.add(head);
  const fit = () => {
    const [title, tabs] = [head.querySelector('h1'), head.querySelector('.tabs')];
    if (title === null || tabs === null) return;
    const focused = tabs.querySelector(':focus-visible');
    head.classList.remove('narrow');
    const isCut = title.clientWidth < Math.min(title.scrollWidth, titleWidth);
    head.classList.toggle('narrow', isCut);
    // The focus would be lost with the link that had it.
    if (isCut && focused) head.querySelector<HTMLElement>('.tab-choice')?.focus();
  };
  new ResizeObserver(fit).observe(head);
  new MutationObserver(fit).observe(head, { childList: true, subtree: true, characterData: true });
}
