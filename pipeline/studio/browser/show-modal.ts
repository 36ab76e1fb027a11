/** The element that had the focus before the dialog. */
let opener: Element | null = null;

/**
 * Opens a dialog above the page when it appears: `<dialog ${ref(showModal)}>`. When it disappears, the focus
 * returns to where it was.
 */
export function showModal(dialog: Element | undefined): void {
  // The dialog cannot be opened before it is part of the page, nor its removal seen before it is gone.
  queueMicrotask(() => {
    if (dialog === undefined) returnFocus();
    else if (dialog instanceof HTMLDialogElement && dialog.isConnected && !dialog.open) {
      opener = document.activeElement;
      dialog.showModal();
    }
  });
}

function returnFocus(): void {
  if (!isFocusLost()) return;
  const isThere = opener instanceof HTMLElement && opener.isConnected && opener !== document.body;
  const target = isThere ? (opener as HTMLElement) : document.querySelector('main');
  target?.focus();
}

/** Whether no element has the focus, because the one that had it is gone. */
export function isFocusLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
