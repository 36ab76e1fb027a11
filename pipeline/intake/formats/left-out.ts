import { escapeHtml } from '../../foundation/text/escape-html.ts';
import type { LostWhat } from '../blocks/intake-block.ts';

/** Words that a format has and an issue cannot have, as the element that the conversion of HTML names as lost. */
export function leftOut(what: LostWhat, words: string): string {
  return `<left-out class="${what}">${escapeHtml(words)}</left-out>`;
}
