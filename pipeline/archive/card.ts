import { createHash } from 'node:crypto';
import { escapeHtml } from '../editions/html.ts';
import { direction } from '../locales/direction.ts';
import type { ArchiveFile } from './archive-file.ts';
import type { ArchiveLanguage } from './archive-language.ts';

/** The shape that every service shows whole, half as large again as the smallest that they show large. */
export const cardSize = { width: 800, height: 420 };

/** What it is drawn on. */
const sheet = { width: 1200, height: 630 };

/** A card for links on social media: where it is drawn, and from what. */
export interface Card {
  readonly path: string;
  readonly svg: string;
  readonly madeFrom: string;
}

/** Counted up when the same drawing is encoded in another way. */
const version = 3;

/**
 * The card of an edition in the theme: the newsletter's name over the headline. It is data until it is drawn; its
 * name has a hash of the drawing, so that services fetch it anew once it changes. `folder` ends with a slash.
 */
export function createCard(language: ArchiveLanguage, folder: string, title: string): Card {
  const { publication, locale, name } = language;
  const { light, fonts } = publication.newsletter.theme;
  const isRtl = direction(locale) === 'rtl';
  const { size, lines } = fitLines(title);
  const x = isRtl ? sheet.width - 80 : 80;
  const leading = Math.round(size * 1.14);
  const top = Math.round(390 - (leading * (lines.length - 1)) / 2 + size / 3);
  const text = (attributes: string, content: string) =>
    `<text x="${x}" direction="${isRtl ? 'rtl' : 'ltr'}" text-anchor="start" ${attributes}>${escapeHtml(content)}</text>`;
  const font = (family: string) => `font-family="${escapeHtml(family)}" font-weight="700"`;
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" xml:lang="${locale}" width="${cardSize.width}" height="${cardSize.height}" viewBox="0 0 ${sheet.width} ${sheet.height}">`,
    `<rect width="100%" height="100%" fill="${light.surface}"/>`,
    text(`y="128" font-size="64" fill="${light.text}" ${font(fonts.heading)}`, shorten(name, 30)),
    `<rect x="80" y="162" width="1040" height="8" fill="${light.accent}"/>`,
    `<rect x="80" y="175" width="1040" height="2" fill="${light.accent}"/>`,
    ...lines.map((line, index) =>
      text(
        `y="${top + index * leading}" font-size="${size}" fill="${light.text}" ${font(fonts.heading)}`,
        line,
      ),
    ),
    '</svg>',
  ].join('\n');
  const madeFrom = createHash('sha256').update(`card ${version}\n${svg}`).digest('hex');
  return { path: `${folder}card-${madeFrom.slice(0, 10)}.png`, svg, madeFrom };
}

export async function drawCard({ path, svg, madeFrom }: Card): Promise<ArchiveFile> {
  const { default: sharp } = await import('sharp');
  // Letters on a plain ground: sharper as a PNG than as a JPEG, and at this level made in half the time.
  const content = await sharp(Buffer.from(svg)).png({ compressionLevel: 1 }).toBuffer();
  return { path, content, madeFrom };
}

/** The largest size in which the title takes up to four lines. Letters are half as wide as they are high, about. */
function fitLines(title: string): { size: number; lines: string[] } {
  for (const size of [84, 72, 62, 54]) {
    const lines = breakLines(title, Math.floor(1040 / (size * 0.57)));
    if (lines.length <= (size > 70 ? 3 : 4)) return { size, lines };
  }
  const lines = breakLines(title, 33);
  return { size: 54, lines: [...lines.slice(0, 3), shorten(`${lines.slice(3).join(' ')}`, 32)] };
}

/** Wide characters count twice, and may stand at the end of a line anywhere. */
function breakLines(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+|(?<=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])/u)) {
    const next = line === '' ? word : `${line} ${word}`;
    if (line !== '' && columns(next) > width) {
      lines.push(line);
      line = word;
    } else line = next;
  }
  return line === '' ? lines : [...lines, line];
}

function columns(text: string): number {
  let count = 0;
  for (const character of text)
    count += /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u.test(character) ? 2 : 1;
  return count;
}

function shorten(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}\u2026`;
}
