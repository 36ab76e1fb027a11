import type { Article } from '../content/issue.ts';
import { storyShape } from '../content/issue-schema.ts';
import { assetPath, picturesIn, picturesOf } from '../content/pictures.ts';
import { convertPictures, type PictureCache } from '../editions/convert-picture.ts';
import { namePicture, type Picture, type PictureFile } from '../editions/pictures.ts';
import { cardSize } from './card.ts';

/** The minimum width in pixels. A narrower picture would be blurred on a card. */
const narrowest = cardSize.width / 2;

/** The picture that represents an article: that of the lead story, or else the first one. */
export function leadPicture(article: Article, slug: string): { asset: string; alt: string } | undefined {
  const lead = article.stories.find((story) => story.lead === true);
  const [own] = lead ? picturesIn(storyShape, lead) : [];
  if (own) return { asset: assetPath(`content/${slug}`, own.asset), alt: own.alt ?? '' };
  return picturesOf(article, slug)[0];
}

/** A picture cropped for use as a card; undefined if the picture is too small. */
export async function cropForCard(
  asset: string,
  picture: Picture,
  cache: PictureCache,
): Promise<PictureFile | undefined> {
  if (picture.width < narrowest || picture.height < narrowest / 2) return undefined;
  const [conversion] = await convertPictures(picture.original, [{ ...cardSize, form: 'card' }], cache);
  return conversion && namePicture(asset, picture.original, conversion);
}
