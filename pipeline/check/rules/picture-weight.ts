import { blockDefinition } from '../../content/blocks/registry.ts';
import { storyShape } from '../../content/issue-schema.ts';
import { assetPath, type NamedPicture, picturesIn } from '../../content/pictures.ts';
import type { EditionView, Rule } from './rule.ts';

/** In bytes, as mailed. A photograph as wide as the mail has about a fifth of this size. */
const heavyFrom = 1_000_000;

/** In pixels: half as many as a high-density screen shows across the mail. */
const narrowBelow = 600;

/**
 * A picture must be small enough for a phone on a mobile network, and large enough for the width at which it
 * is shown.
 */
export const pictureWeight: Rule<EditionView> = {
  family: 'size',
  codes: ['picture-heavy', 'picture-narrow'],
  *check({ article, edition, pictures }) {
    for (const { path, asset } of namedPictures(article)) {
      const picture = pictures.get(assetPath(`content/${edition.issue}`, asset));
      if (picture === undefined) continue;
      const at = { file: article.file, path };
      const bytes = picture.bytes.length;
      const type = picture.path.split('.').at(-1) ?? '';
      if (bytes >= heavyFrom) yield { code: 'picture-heavy', data: { asset, bytes, type }, at };
      const isWide = path[0] === 'body' && picture.width < narrowBelow;
      if (isWide)
        yield { code: 'picture-narrow', data: { asset, width: picture.width, shown: narrowBelow }, at };
    }
  },
};

/** The pictures of an article, each with its path in the article. */
function namedPictures({ body, stories }: EditionView['article']): NamedPicture[] {
  const within = (list: string, at: number, pictures: readonly NamedPicture[]) =>
    pictures.map((picture) => ({ ...picture, path: [list, at, ...picture.path] }));
  return [
    ...body.flatMap((block, at) => within('body', at, picturesIn(blockDefinition(block.kind).shape, block))),
    ...stories.flatMap((story, at) => within('stories', at, picturesIn(storyShape, story))),
  ];
}
