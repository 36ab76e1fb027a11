const known = new WeakSet<Element>();

/** Makes a text field as high as its text. */
export function growWithText(element: Element | undefined): void {
  if (!(element instanceof HTMLTextAreaElement)) return;
  // Browsers that support `field-sizing` need no help.
  if (CSS.supports('field-sizing', 'content') || known.has(element)) return;
  known.add(element);
  const grow = () => {
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  };
  element.addEventListener('input', grow);
  requestAnimationFrame(grow);
}
