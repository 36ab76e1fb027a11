import { blockDefinition } from '../../content/blocks/registry.ts';
import { type Crop, isShown } from '../../content/framing.ts';
import { storyShape } from '../../content/issue-schema.ts';
import { type NamedPicture, picturesIn, shownPicture } from '../../content/pictures.ts';
import type { EditionView, Rule } from './rule.ts';

/** In bytes, as mailed. A photograph as wide as the mail has about a fifth of this size. */
const heavyFrom = 1_000_000;

/** In pixels: half as many as a high-density screen shows across the mail. */
const narrowBelow = 600;

/**
 * A picture must be small enough for a phone on a mobile network, and large enough for the width at which it
 * is shown, also after it was cropped. Its focus must be in the part that is shown.
 */
export const pictureWeight: Rule<EditionView> = {
  family: 'size',
  codes: ['picture-heavy', 'picture-narrow', 'crop-narrow', 'focus-outside'],
  *check({ article, edition, pictures }) {
    for (const named of namedPictures(article)) {
      const { path, asset, framing } = named;
      const picture = pictures.get(shownPicture(named, edition.issue).key);
      if (picture === undefined) continue;
      const at = { file: article.file, path };
      const bytes = picture.bytes.length;
      const type = picture.path.split('.').at(-1) ?? '';
      if (bytes >= heavyFrom) yield { code: 'picture-heavy', data: { asset, bytes, type }, at };
      const { crop, focus } = framing;
      const data = { asset, width: picture.width, shown: narrowBelow };
      if (path[0] === 'body' && picture.width < narrowBelow)
        yield { code: isWideInFull(picture.width, crop) ? 'crop-narrow' : 'picture-narrow', data, at };
      if (crop && focus && !isShown(focus, crop)) yield { code: 'focus-outside', data: { asset }, at };
    }
  },
};

/** Whether a picture that is too narrow would be wide enough without its crop. */
function isWideInFull(width: number, crop: Crop | undefined): boolean {
  return crop !== undefined && width / (1 - (crop.left + crop.right) / 100) >= narrowBelow;
}

/** The pictures of an article, each with its path in the article. */
function namedPictures({ body, stories }: EditionView['article']): NamedPicture[] {
  const within = (list: string, at: number, pictures: readonly NamedPicture[]) =>
    pictures.map((picture) => ({ ...picture, path: [list, at, ...picture.path] }));
  return [
    ...body.flatMap((block, at) => within('body', at, picturesIn(blockDefinition(block.kind).shape, block))),
    ...stories.flatMap((story, at) => within('stories', at, picturesIn(storyShape, story))),
  ];
}
