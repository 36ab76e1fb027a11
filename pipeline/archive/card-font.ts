import { fileURLToPath } from 'node:url';
import { loadSharp } from '../editions/load-sharp.ts';

/**
 * The font of drawn cards, Gelasio Bold (SIL Open Font License 1.1). Courant ships it, so every machine draws
 * the same card. It has Latin letters only; letters of other scripts come from the machine's fonts.
 */
export const cardFont = {
  family: 'Gelasio',
  file: fileURLToPath(import.meta.resolve('@expo-google-fonts/gelasio/700Bold/Gelasio_700Bold.ttf')),
};

/**
 * Loads the font, which this process then uses wherever a drawing names it. Otherwise a drawing with text would depend
 * on whether a card was drawn before.
 */
export async function loadCardFont(): Promise<void> {
  const sharp = await loadSharp();
  const { family: font, file: fontfile } = cardFont;
  await sharp({ text: { text: 'A', font, fontfile } })
    .raw()
    .toBuffer();
}
