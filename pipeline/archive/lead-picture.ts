import type { Article } from '../content/issue.ts';
import { storyShape } from '../content/issue-schema.ts';
import { picturesIn, picturesOf, type ShownPicture, shownPicture } from '../content/pictures.ts';
import { convertPictures, type PictureCache } from '../editions/convert-picture.ts';
import { namePicture, type Picture, type PictureFile } from '../editions/pictures.ts';
import { cardSize } from './card.ts';

/** The minimum width in pixels. A narrower picture would be blurred on a card. */
const narrowest = cardSize.width / 2;

/** The picture that represents an article: that of the lead story, or else the first one. */
export function leadPicture(article: Article, slug: string): ShownPicture | undefined {
  const lead = article.stories.find((story) => story.lead === true);
  const [own] = lead ? picturesIn(storyShape, lead) : [];
  if (own) return shownPicture(own, slug);
  return picturesOf(article, slug)[0];
}

/** A picture cut to the shape of a card; undefined if the picture is too small. */
export async function cropForCard(
  { asset, original, framing, width, height }: Picture,
  cache: PictureCache,
): Promise<PictureFile | undefined> {
  if (width < narrowest || height < narrowest / 2) return undefined;
  const [conversion] = await convertPictures(
    asset,
    original,
    [{ ...cardSize, form: 'card', framing }],
    cache,
  );
  return conversion && namePicture(asset, original, conversion);
}
