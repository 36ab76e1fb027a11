import { isPicture } from '../../content/picture-signature.ts';
import type { Draft } from '../blocks/draft.ts';
import { cleanText } from '../inline/clean-text.ts';
import { absoluteAddress } from './clean-address.ts';
import { type HtmlElement, wordsWithin } from './element.ts';

/** What becomes of an image of a document; undefined if no reader saw it. */
export type ReadPicture =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'draft'; readonly draft: Draft };

/** Reads an image: bytes that are in the text become a picture, and what is only named is lost by its name. */
export function readPicture({ attributes }: HtmlElement, base?: string): ReadPicture | undefined {
  const alt = altOf(attributes.get('alt'));
  const emoji = attributes.get('data-emoji') ?? emojiOfFile(attributes) ?? alt;
  if (emoji && isEmoji(emoji)) return { kind: 'text', text: emoji };
  // The box of an item, which has a role for it, and the image of a formula beside its text.
  if (attributes.get('aria-roledescription') === 'checkbox') return undefined;
  const source = attributes.get('src')?.trim() ?? '';
  const later = laterSource(attributes);
  const isPlaceholder = source.startsWith('data:') && source.length < longestPlaceholder;
  if (isPixel(attributes) || (isPlaceholder && !later) || (source === '' && !later)) return undefined;
  const embedded = isPlaceholder ? undefined : readEmbedded(source);
  if (embedded)
    return { kind: 'draft', draft: { kind: 'image', picture: embedded, ...(alt ? { alt } : {}) } };
  const isLater = later !== undefined && (isOfWeb(later) || !isOfWeb(source));
  const name = nameOf(isLater ? later : source, base);
  return {
    kind: 'draft',
    draft: { kind: 'lost', what: 'picture', name, ...(alt ? { values: { alt } } : {}) },
  };
}

/** The smallest drawing that is no icon, in pixels. */
const smallestDrawing = 64;

/** A picture that a page draws, such as a chart, is lost with its description; undefined for any other element. */
export function readDrawing(element: HtmlElement): Draft | undefined {
  const { name, attributes, children } = element;
  if (name !== 'svg' && name !== 'canvas') return undefined;
  const sides = ['width', 'height'].map((side) => Number.parseInt(attributes.get(side) ?? '', 10));
  if (!sides.every((side) => side >= smallestDrawing)) return undefined;
  const title = children.find((child) => typeof child !== 'string' && child.name === 'title');
  const written = typeof title === 'object' ? wordsWithin(title) : undefined;
  const alt = altOf(attributes.get('aria-label') ?? written);
  return { kind: 'lost', what: 'picture', ...(alt ? { values: { alt } } : {}) };
}

/** The address of a picture that a page loads when a reader comes near it. */
function laterSource(attributes: ReadonlyMap<string, string>): string | undefined {
  const written = ['data-src', 'data-original', 'data-lazy-src', 'data-srcset', 'srcset'].map((name) =>
    attributes.get(name)?.trim(),
  );
  const [source, original, lazy, lazySet, set] = written;
  const hasSource = attributes.get('src')?.startsWith('data:') === false;
  // The first address of a list of sizes. A list beside a source has the same picture.
  const ofSet = (lazySet || (hasSource ? undefined : set))?.split(/\s/)[0];
  return source || original || lazy || ofSet || undefined;
}

const isOfWeb = (address: string) => /^(?:https?:)?\/\//i.test(address);

/** Pages put an image of a few bytes where the real one comes later. */
const longestPlaceholder = 200;

function isPixel(attributes: ReadonlyMap<string, string>): boolean {
  const sides = [attributes.get('width'), attributes.get('height')];
  return sides.some((side) => side !== undefined && /^\s*[0-2](?:px)?\s*$/.test(side));
}

/** The description, without what a program adds to its own guess. */
function altOf(written = ''): string | undefined {
  const [line = ''] = written.slice(0, 2000).split(/\n\s*\n|(?:Description|AI-generated content)[^\n]*$/m);
  const alt = cleanText(line).trim();
  return alt === '' || isNameOfFile(alt) ? undefined : alt;
}

/** What programs write where nobody described the picture: "image 3", "IMG_1234.jpg", "cid:image001.png@01D". */
const isNameOfFile = (alt: string) =>
  /^(?:image|picture|img|photo)?\s*\d*$/i.test(alt) ||
  /^\S+\.(?:png|jpe?g|gif|webp|avif|svg|heic|tiff?|bmp)$/i.test(alt) ||
  /^(?:cid|blob|file|data|https?):\S+$/i.test(alt);

function isEmoji(text: string): boolean {
  return (
    text.length < 20 &&
    /^(?:\p{Extended_Pictographic}|\p{Emoji_Component})+$/u.test(text) &&
    !/^[\d#*]+$/.test(text)
  );
}

/** The emoji of a picture that is named by its code points: `1f389.png`, `1f468-200d-1f680.svg`. */
function emojiOfFile(attributes: ReadonlyMap<string, string>): string | undefined {
  if (!/\bemoji\b/i.test(attributes.get('class') ?? '')) return undefined;
  const codes = /\/((?:[0-9a-f]{2,5}-){0,9}[0-9a-f]{2,5})\.\w{3,4}$/i.exec(
    attributes.get('src')?.slice(-100) ?? '',
  )?.[1];
  return codes && String.fromCodePoint(...codes.split('-').map((code) => Number.parseInt(code, 16)));
}

function readEmbedded(source: string): { name: string; bytes: Uint8Array } | undefined {
  const head = /^data:image\/([a-z+.-]{1,20})[^,]{0,100},/i.exec(source.slice(0, 200));
  if (head === null) return undefined;
  const data = source.slice(head[0].length);
  const bytes = /;base64,$/i.test(head[0])
    ? Buffer.from(data, 'base64')
    : Buffer.from(unescaped(data), 'utf8');
  const [type = 'png'] = (head[1] ?? '').toLowerCase().split('+');
  return isPicture(bytes) ? { name: `picture.${type === 'jpeg' ? 'jpg' : type}`, bytes } : undefined;
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign that escapes nothing: the text is as it is.
    return text;
  }
}

/** The address of an image on the web; otherwise the name of its file. */
function nameOf(written: string, base: string | undefined): string {
  const source = absoluteAddress(written, base);
  if (/^https?:/i.test(source)) return source.slice(0, 500);
  if (/^data:/i.test(source)) return source.slice(0, source.indexOf(',') + 1).slice(0, 40);
  const path = source
    .slice(0, 1000)
    .replace(/[?#].*$/, '')
    .replace(/^cid:([^@]+).*$/i, '$1');
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  return unescaped(name);
}
