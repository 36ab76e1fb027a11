import { createHash } from 'node:crypto';
import type { ArchiveLanguage } from './archive-language.ts';

/** The size in pixels that social networks ask for. They all show this shape uncropped. */
export const cardSize = { width: 1200, height: 630 };

/** A picture for links on social media: its path, and the input for drawing it. */
export interface Card {
  readonly path: string;
  /** The texts on the card. */
  readonly name: string;
  readonly title: string;
  readonly madeFrom: string;
}

/** Increase this if the same input gives a different card than before. */
const version = 6;

/** The maximum lengths, in letters. Longer texts would be too small to read on a card. */
const longest = { name: 30, title: 140 };

/**
 * The card of an edition in the colours of the theme: the newsletter's name above the headline. This is only
 * data; `drawCard` draws it. Its file name has a hash of all its input, so that networks fetch a card again
 * if it changes. `folder` ends with a slash.
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

/** Shortens a text to this number of letters, ending in an ellipsis. */
export function shorten(text: string, length: number): string {
  const letters = Array.from(text);
  return letters.length <= length
    ? text
    : `${letters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}\u2026`;
}
