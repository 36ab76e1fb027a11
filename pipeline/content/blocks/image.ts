import { asset, inline, name, text } from '../fields.ts';
import { captionText, defineBlock } from './block.ts';

/** An image and what belongs to it, in a block or in a story of a digest. */
export const imageFields = {
  image: asset('The picture\u2019s file in this folder: PNG, JPEG, WebP, GIF, AVIF or SVG.'),
  alt: text('What the picture shows, for those who do not see it.'),
  caption: inline('A line under the picture.').optional(),
  credit: name('Who made it, as it shall stand there: "Photo: \u2026".').optional(),
};

export const image = defineBlock({
  kind: 'image',
  label: 'an image',
  description: 'A picture.',
  shape: imageFields,
  toText(block, tools) {
    const lines = [tools.wrap(`[${tools.plain(block.alt)}]`)];
    const caption = captionText(block, tools);
    if (caption) lines.push(tools.wrap(caption));
    return lines.join('\n');
  },
});
