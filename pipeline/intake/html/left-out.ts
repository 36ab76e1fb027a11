import { type LostWhat, leftByFormats } from '../blocks/intake-block.ts';
import { isPullQuote } from './callouts.ts';
import { type HtmlElement, hasWithin, isLineNumber, wordsWithin } from './element.ts';
import { isPagePart } from './page-parts.ts';
import type { Style } from './read-style.ts';

/**
 * Whether an element is left out with everything in it: `quiet` if no reader saw it or if it was no part of
 * the text, or the name of what is lost.
 */
export function isLeftOut(element: HtmlElement, style: Style): 'quiet' | LostWhat | undefined {
  const { name, attributes } = element;
  if (quiet.has(name) || name.startsWith('v:')) return 'quiet';
  if (name === 'left-out') return leftByFormats.find((what) => what === attributes.get('class'));
  if (embeds.has(name)) return 'embed';
  if (isHidden(element, style)) return 'quiet';
  const special = style.get('mso-element');
  if (special === 'comment-list') return 'comment';
  if (style.get('mso-list') === 'ignore' || /^(?:header|footer|para-border-div)$/.test(special ?? '')) {
    return special === 'para-border-div' ? undefined : 'quiet';
  }
  const classes = attributes.get('class') ?? '';
  if (/\bmsocommentreference\b|\bmsocomanchor/i.test(classes)) return 'quiet';
  if (
    /\b(?:msodel|trackchangetextdeletion)\b/i.test(classes) ||
    (name === 'del' && attributes.has('datetime'))
  )
    return 'deleted';
  if (/\bc-message__edited_label\b/.test(classes) || isLineNumber(element)) return 'quiet';
  if (isControl(element)) return 'quiet';
  if (/\bmsotoc\d?\b|\bmsotocheading\b/i.test(classes)) return 'contents';
  if (shareClasses.test(classes)) return 'quiet';
  if (isPullQuote(element)) return undefined;
  if (isPagePart(element) || (name === 'form' && isShortForm(element))) return 'page';
  if (name === 'div' && /^(?:header|footer)$/i.test(attributes.get('type') ?? '')) return 'page';
  if (pageParts.has(name) || pageRoles.has(attributes.get('role') ?? '')) {
    if (name === 'aside' && isRemark(element)) return undefined;
    return name === 'footer' && isWithinQuote(element) ? undefined : 'page';
  }
  return undefined;
}

const names = (text: string) => new Set(text.split(' '));

const quiet = names(
  'head script style noscript template title meta link xml base button select option datalist textarea svg canvas map annotation rp dialog',
);
const embeds = names('iframe video audio object embed applet');
const pageParts = names('nav aside footer');
const pageRoles = names(
  'navigation banner contentinfo search complementary menu menubar toolbar dialog alertdialog',
);

const shareClasses =
  /(?:^|[\s_-])(?:share|sharing|social)[_-]?(?:buttons?|links?|bar|icons?|tools?)(?:$|[\s_-])|(?:^|\s)(?:sharedaddy|addtoany|a2a_kit|addthis|mw-editsection|headerlink|copy-button)/i;

function isHidden({ name, attributes, children }: HtmlElement, style: Style): boolean {
  // The text of a formula, beside a picture of it.
  if (/\bmwe-math-mathml/.test(attributes.get('class') ?? '')) return false;
  // The sign of a keyword, which programs that read aloud get as a word.
  if (name === 'span' && children.length === 1 && /^[#@]$/.test(String(children[0]))) return false;
  if (attributes.has('hidden') || attributes.get('aria-hidden') === 'true') return true;
  if (
    style.get('display') === 'none' ||
    style.get('visibility') === 'hidden' ||
    style.get('mso-hide') === 'all'
  )
    return true;
  if (/^0(?:px|pt|em)?$/.test(style.get('font-size') ?? '')) return true;
  return /(?:^|\s)(?:sr-only|visually-hidden|visuallyhidden|screen-reader-text)(?:\s|$)/.test(
    attributes.get('class') ?? '',
  );
}

/** Whether a form asks a reader for something. Some programs put a whole page into a form. */
const isShortForm = (form: HtmlElement) => hasWithin(form, fields) && wordsWithin(form, 400).length < 300;

const fields = new Set(['input', 'button']);

/** Whether an element is a button of a page and nothing more. A link and a picture can have that role too. */
function isControl(element: HtmlElement): boolean {
  if (element.name === 'a' || element.attributes.get('role') !== 'button') return false;
  return !hasWithin(element, pictures) && wordsWithin(element, 80).length < 40;
}

const pictures = new Set(['img', 'picture', 'figure']);

function isWithinQuote({ parent }: HtmlElement): boolean {
  return parent?.name === 'blockquote' || parent?.name === 'figure';
}

/** Whether an `aside` is a remark of the author, as in Notion, and not the margin of a page. */
function isRemark(element: HtmlElement): boolean {
  const { attributes } = element;
  return !attributes.has('class') && !attributes.has('id') && !hasWithin(element, linksAndHeadings);
}

const linksAndHeadings = names('a h1 h2 h3 h4 h5 h6');

/** Whether a link shares the page that it is on. */
export function isShareLink(address: string): boolean {
  return sharePages.test(address);
}

const sharePages =
  /^(?:https?:\/\/(?:www\.|m\.|web\.)?(?:facebook\.com\/(?:sharer|share\.php|dialog\/share)|(?:twitter|x)\.com\/(?:intent\/(?:tweet|post)|share)|linkedin\.com\/(?:shareArticle|sharing|cws\/share)|pinterest\.[a-z.]+\/pin\/create|reddit\.com\/submit|bsky\.app\/intent|t\.me\/share|telegram\.me\/share|threads\.(?:net|com)\/intent|api\.whatsapp\.com\/send\?|wa\.me\/\?|getpocket\.com\/(?:save|edit))|mailto:\?|https?:\/\/[^?#]+\?(?:[^#]*&)?action=share(?:[&#]|$))/i;
