/** Moves to the next open part of the desk, or to the one before. */
export function nextPart(by: number): void {
  const fields = [...document.querySelectorAll<HTMLElement>('.part.open textarea:enabled')];
  const at = fields.indexOf(document.activeElement as HTMLElement);
  const next = fields[at < 0 && by < 0 ? fields.length - 1 : at + by];
  next?.focus();
  next?.scrollIntoView({ block: 'center', behavior: 'smooth' });
}
