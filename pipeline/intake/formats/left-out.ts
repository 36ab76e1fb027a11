import { escapeHtml } from '../../foundation/text/escape-html.ts';
import type { LostWhat } from '../blocks/intake-block.ts';

/** What the conversion of HTML (`html/left-out.ts`) recognises in such an element. */
type LeftOut = Extract<LostWhat, 'front-matter' | 'comment' | 'embed' | 'page' | 'contents'>;

/** Words that a format has and an issue cannot have, as the element that the conversion of HTML reports as lost. */
export function leftOut(what: LeftOut, words: string): string {
  return `<left-out class="${what}">${escapeHtml(words)}</left-out>`;
}
