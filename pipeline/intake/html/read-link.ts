import { cleanAddress } from './clean-address.ts';
import { type HtmlElement, wordsWithin } from './element.ts';
import { type FoundFootnotes, isSign } from './find-footnotes.ts';
import { isShareLink } from './left-out.ts';
import type { Style } from './read-style.ts';

/** What becomes of a link. */
export type ReadLink =
  | { readonly kind: 'kept'; readonly address: string; readonly isButton: boolean }
  /** Its words stay. */
  | { readonly kind: 'lost'; readonly address: string }
  | { readonly kind: 'plain' }
  /** It goes with its words. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'note'; readonly label: string }
  /** The mark of a footnote whose text is not here. */
  | { readonly kind: 'lost-note'; readonly sign: string };

export function readLink(
  element: HtmlElement,
  style: Style,
  { marks, backs }: FoundFootnotes,
  base: string | undefined,
): ReadLink {
  const label = marks.get(element);
  if (label !== undefined) return { kind: 'note', label };
  if (backs.has(element)) return { kind: 'gone' };
  const cleaned = cleanAddress(element.attributes.get('href'), base);
  if (cleaned.kind === 'none') return { kind: 'plain' };
  if (cleaned.kind === 'anchor') {
    const isNote = isSign(element) && /fn|note|ftn|edn|cite/i.test(cleaned.id);
    if (isNote) return { kind: 'lost-note', sign: wordsWithin(element, 20).trim() };
    return cleaned.id === '' ? { kind: 'plain' } : { kind: 'lost', address: `#${cleaned.id}` };
  }
  const { address } = cleaned;
  if (cleaned.kind === 'refused')
    return /^javascript:/i.test(address) ? { kind: 'plain' } : { kind: 'lost', address };
  if (isShareLink(address)) return { kind: 'gone' };
  return { kind: 'kept', address, isButton: isButton(element, style) };
}

/** Whether a link looks like a button: by its role, its class, or its style, which is all that mails have. */
function isButton({ attributes }: HtmlElement, style: Style): boolean {
  if (attributes.get('role') === 'button') return true;
  const classes = attributes.get('class') ?? '';
  if (/(?:^|[\s_-])(?:btn|button|cta)(?:$|[\s_-])|mcnbutton/i.test(classes)) return true;
  const isFilled = /^(?!transparent|none|rgba\(0, 0, 0, 0\)|inherit)./.test(
    style.get('background-color') ?? style.get('background') ?? 'none',
  );
  const isPadded = [...style.keys()].some((property) => property.startsWith('padding'));
  return isFilled && isPadded && /^(?:inline-)?block/.test(style.get('display') ?? '');
}
