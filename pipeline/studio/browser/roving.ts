// A list is one stop of the Tab key. The arrow keys move inside it. The stop is the item that had the focus
// last, or else the current one, or else the first.

/** The focus moves with the up and down keys: `<ul ${ref(rovingColumn)}>`. */
export const rovingColumn = (list: Element | undefined) => rove(list, ['ArrowUp', 'ArrowDown']);
/** The focus moves with the left and right keys. */
export const rovingRow = (list: Element | undefined) => rove(list, ['ArrowLeft', 'ArrowRight']);

const known = new WeakSet<Element>();

function rove(list: Element | undefined, [back, on]: readonly [string, string]): void {
  if (!(list instanceof HTMLElement) || known.has(list)) return;
  known.add(list);
  list.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const items = itemsOf(list);
    const at = items.indexOf(document.activeElement as HTMLElement);
    const next = { [back]: at - 1, [on]: at + 1, Home: 0, End: items.length - 1 }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    items[next]?.focus();
  });
  list.addEventListener('focusin', ({ target }) => setStop(list, target));
  // The items and the current one change when the page is drawn again.
  new MutationObserver(() =>
    setStop(list, list.contains(document.activeElement) && document.activeElement),
  ).observe(list, { childList: true, subtree: true, attributeFilter: ['aria-current'] });
  setStop(list);
}

const itemsOf = (list: Element) => [...list.querySelectorAll<HTMLElement>('a[href], button:enabled')];

function setStop(list: Element, wanted?: unknown): void {
  const items = itemsOf(list);
  const stop =
    items.find((each) => each === wanted) ?? items.find((each) => each.ariaCurrent !== null) ?? items[0];
  for (const each of items) each.tabIndex = each === stop ? 0 : -1;
}
