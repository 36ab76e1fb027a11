import { createHash } from 'node:crypto';
import { loadSharp } from '../editions/load-sharp.ts';
import { escapeHtml } from '../foundation/text/escape-html.ts';
import type { Newsletter } from '../publication/newsletter/newsletter-schema.ts';
import type { ArchiveFile } from './archive-file.ts';
import { loadCardFont } from './card-font.ts';

/** The sizes for home screens, in pixels. */
export const iconSizes = [192, 512];

/**
 * The icon of the site, as SVG and in the sizes for home screens: the first letter of the name on the accent
 * colour.
 */
export async function buildIcons(name: string, { theme }: Newsletter): Promise<ArchiveFile[]> {
  const { light, fonts } = theme;
  const [letter] = new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(name.trim());
  const text = escapeHtml((letter?.segment ?? '').toUpperCase());
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512">
<rect width="512" height="512" fill="${light.accent}"/>
<text x="256" y="366" font-family="${escapeHtml(fonts.heading)}" font-size="330" font-weight="700" text-anchor="middle" fill="${light.onAccent}">${text}</text>
</svg>
`;
  await loadCardFont();
  const sharp = await loadSharp();
  const pictures = await Promise.all(
    iconSizes.map(async (size) => ({
      path: `icon-${size}.png`,
      content: await sharp(Buffer.from(svg)).resize(size, size).png({ palette: true }).toBuffer(),
      madeFrom: createHash('sha256').update(`icon ${size}\n${svg}`).digest('hex'),
    })),
  );
  return [{ path: 'icon.svg', content: svg }, ...pictures];
}
