/**
 * Sends a message to the process that started this one. Nobody needs it once that process has died, so this one continues.
 * Without the callback, Node would end it.
 */
export function tellParent(message: object): void {
  process.send?.(message, () => {});
}
