import { createHash } from 'node:crypto';
import type { ArchiveLanguage } from './archive-language.ts';

/** In pixels: the size that social networks ask for. All of them show this shape uncropped. */
export const cardSize = { width: 1200, height: 630 };

/** A card for links on social media: its path, and the input for drawing it. */
export interface Card {
  readonly path: string;
  /** Its texts. */
  readonly name: string;
  readonly title: string;
  readonly madeFrom: string;
}

/** Increase it when the same input gives a different card. */
const version = 5;

/** In letters: a longer text could not be read on a small card. */
const longest = { name: 30, title: 140 };

/**
 * The card of an edition in the theme: the newsletter's name above the headline. It is data until it is
 * drawn. Its file name has a hash of all its input, so that networks fetch a changed card again. `folder`
 * ends with a slash.
 */
export function createCard(language: ArchiveLanguage, folder: string, headline: string): Card {
  const { publication, locale } = language;
  const { light, fonts } = publication.newsletter.theme;
  const name = shorten(language.name, longest.name);
  const title = shorten(headline, longest.title);
  const { surface, text, accent } = light;
  const madeFrom = createHash('sha256')
    .update(JSON.stringify(['card', version, locale, surface, text, accent, fonts.heading, name, title]))
    .digest('hex');
  return { path: `${folder}card-${madeFrom.slice(0, 10)}.png`, name, title, madeFrom };
}

/** Shortens a text to this number of letters, with an ellipsis for the rest. */
export function shorten(text: string, length: number): string {
  const letters = Array.from(text);
  return letters.length <= length
    ? text
    : `${letters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}\u2026`;
}
