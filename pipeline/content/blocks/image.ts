import { defineBlock, type TextTools } from './block.ts';
import { about, alt, asset, crop, focus, inline, name } from './fields.ts';

/** An image with its words, for a block or a story of a digest. */
export const imageFields = {
  image: asset('The picture\u2019s file in this folder: PNG, JPEG, WebP, GIF, AVIF or SVG.'),
  alt: alt('image', 'What the picture shows, for people who cannot see it.'),
  caption: about('image', inline('A line below the picture.')).optional(),
  credit: name('The maker of the picture, as shown to readers: "Photo: \u2026".').optional(),
  crop: crop(
    'image',
    'How much of the picture to cut off on each side: { top: 10%, right: 5%, bottom: 10%, left: 5% }. A side that is left out stays as it is.',
  ).optional(),
  focus: focus(
    'image',
    'The point of the full picture that stays visible where the picture is cut to another shape, as in small pictures and cards: { x: 50%, y: 30% }.',
  ).optional(),
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

/** A caption followed by the credit. */
function captionText(
  block: { caption?: string | undefined; credit?: string | undefined },
  tools: TextTools,
): string {
  const parts = [
    block.caption && tools.inline(block.caption),
    block.credit && `(${tools.plain(block.credit)})`,
  ];
  return parts.filter(Boolean).join(' ');
}
