import type { PictureFile } from '../editions/pictures.ts';
import type { ArchiveFile } from './archive-file.ts';
import type { ArchiveLanguage } from './archive-language.ts';
import { createCard } from './card.ts';
import { drawCard } from './draw-card.ts';
import type { EditionEntry } from './issue-entry.ts';
import { sitePaths } from './site-paths.ts';

/** The picture for links to an edition on social media. */
export interface EditionCard {
  readonly path: string;
  readonly alt: string;
  make(): Promise<ArchiveFile>;
}

/** The bytes of the card that an earlier build made from the same input; undefined if there is none. */
export type KeptCards = (madeFrom: string) => Uint8Array | undefined;

/**
 * The card of an edition. `crop` is the lead picture, cropped for use as a card: networks that show it print
 * the headline beside it. Without a lead picture, the card is a drawing of the headline, and it is only drawn
 * if no earlier build has.
 */
export function cardOf(
  language: ArchiveLanguage,
  { issue, title, picture }: EditionEntry,
  crop: PictureFile | undefined,
  keptCards: KeptCards,
): EditionCard {
  if (crop !== undefined) {
    const { path, bytes, madeFrom } = crop;
    return { path, alt: picture?.alt || title, make: async () => ({ path, content: bytes, madeFrom }) };
  }
  const card = createCard(language, sitePaths.article(language.locale, issue), title);
  const { path, madeFrom } = card;
  return {
    path,
    alt: title,
    async make() {
      const kept = keptCards(madeFrom);
      return kept ? { path, content: kept, madeFrom } : drawCard(language, card);
    },
  };
}
