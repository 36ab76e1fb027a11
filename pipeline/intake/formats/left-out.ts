import { escapeHtml } from '../../foundation/text/escape-html.ts';
import type { leftByFormats } from '../blocks/intake-block.ts';

/** Words that a format has and an issue cannot have, as the element that the conversion of HTML reports as lost. */
export function leftOut(what: (typeof leftByFormats)[number], words: string): string {
  return `<left-out class="${what}">${escapeHtml(words)}</left-out>`;
}
