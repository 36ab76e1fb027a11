import { loadSharp } from '../editions/load-sharp.ts';
import { escapeHtml } from '../foundation/text/escape-html.ts';
import { direction } from '../publication/locales/direction.ts';
import type { ArchiveFile } from './archive-file.ts';
import type { ArchiveLanguage } from './archive-language.ts';
import { type Card, cardSize, shorten } from './card.ts';
import { cardFont } from './card-font.ts';
import { createPalettePicture, type Letters, type Mask, type PalettePicture } from './palette-picture.ts';

const margin = 80;
const widest = cardSize.width - 2 * margin;

/** The vertical centre lines of the name and the title, and the bars between them, in pixels from the top. */
const nameMiddle = 94;
const titleMiddle = 399;
const bars = [
  { top: 162, height: 8 },
  { top: 176, height: 2 },
];

/** The sizes to try for the title and the name, in pixels. The largest one at which the text fits is used. */
const titleSizes = [84, 72, 62, 54];
/** The sizes for a title of a word or two, which would look lost on the card. Such a title stays on one line. */
const shortTitleSizes = [200, 140, 108];
const highestTitle = 320;
const nameSizes = [63, 54, 45];
const highestName = 96;

/** Draws a card. Pango, which comes with sharp, sets the letters of all scripts. */
export async function drawCard(
  language: ArchiveLanguage,
  { path, name, title, madeFrom }: Card,
): Promise<ArchiveFile> {
  const ground = grounds.get(language) ?? drawGround(language, name);
  grounds.set(language, ground);
  const [picture, letters] = await Promise.all([ground, setTitle(language, title)]);
  const content = picture.encodeWith(placeLetters(letters, titleMiddle, language.locale));
  return { path, content, madeFrom };
}

/** The backgrounds that all cards of a language share. */
const grounds = new WeakMap<ArchiveLanguage, Promise<PalettePicture>>();

async function drawGround(language: ArchiveLanguage, name: string): Promise<PalettePicture> {
  const { surface, text, accent } = language.publication.newsletter.theme.light;
  const picture = createPalettePicture(cardSize, { ground: surface, letters: text, accent });
  picture.place(placeLetters(await setName(language, name), nameMiddle, language.locale));
  for (const { top, height } of bars) picture.fill({ left: margin, top, width: widest, height });
  return picture;
}

async function setTitle(language: ArchiveLanguage, title: string): Promise<Mask> {
  // Skips sizes at which the title is far too long, assuming that letters are half as wide as high.
  const sizes = titleSizes.filter((size) => title.length * size * size * 0.45 <= widest * highestTitle);
  const onOneLine = shortTitleSizes.filter((size) => title.length * size * 0.7 <= widest);
  const fitting = [...onOneLine, ...(sizes.length > 0 ? sizes : titleSizes.slice(-1))];
  return setWithin(language, fitting, highestTitle, title);
}

async function setName(language: ArchiveLanguage, name: string): Promise<Mask> {
  return setWithin(language, nameSizes, highestName, name);
}

/** Draws a text in the largest size at which it fits. Shortens a text that is too long in all sizes. */
async function setWithin(
  language: ArchiveLanguage,
  [size = 0, ...smaller]: readonly number[],
  highest: number,
  text: string,
): Promise<Mask> {
  const mask = await setLetters(language, size, text);
  if (mask.height <= highest) return mask;
  if (smaller.length > 0) return setWithin(language, smaller, highest, text);
  const letters = Array.from(text).length;
  const length = Math.min(letters - 1, Math.floor((letters * highest) / mask.height));
  return length < 2 ? mask : setWithin(language, [size], highest, shorten(text, length));
}

/**
 * Draws a text. Lines break where the language allows it, and inside a word only if the word is too long for
 * one line.
 */
async function setLetters(
  { locale, publication }: ArchiveLanguage,
  size: number,
  text: string,
): Promise<Mask> {
  const sharp = await loadSharp();
  // Makes the text run in the direction of the language, regardless of its first character.
  const mark = direction(locale) === 'rtl' ? '\u200f' : '\u200e';
  const families = publication.newsletter.theme.fonts.heading.replaceAll(/["']/g, '');
  const letters = sharp({
    text: {
      text: `<span lang="${locale}" insert_hyphens="false">${mark}${escapeHtml(text)}</span>`,
      font: `${cardFont.family}, ${families}, Bold ${size}`,
      fontfile: cardFont.file,
      dpi: 72,
      width: widest,
      wrap: 'word-char',
    },
  });
  try {
    const { data, info } = await letters.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, bytes: data };
  } catch (error) {
    // The text consists of characters that draw nothing.
    if ((error as Error).message.includes('no text to render')) return nothing;
    throw error;
  }
}

const nothing: Mask = { width: 0, height: 0, bytes: new Uint8Array() };

/** Places letters at the margin, vertically centred on this height. */
function placeLetters(mask: Mask, middle: number, locale: string): Letters {
  const left = direction(locale) === 'rtl' ? cardSize.width - margin - mask.width : margin;
  return { mask, left, top: middle - Math.round(mask.height / 2) };
}
